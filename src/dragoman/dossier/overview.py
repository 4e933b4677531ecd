"""What an analyst sees first: counts by stance, and who accuses whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.dossier.wording import GROUPS, names_of, stance_words
from dragoman.records import Claim

ACCUSING = frozenset({"ACCUSE", "THREATEN"})
MATRIX_SIZE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows accuse or threaten columns. counts: (row, column) -> how many claims say so as a fact."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: dict[tuple[str, str], int]
    left_out: int


def count_by_stance(claims: Iterable[Claim]) -> dict[str, int]:
    """How many claims of each group, in the order of legends; none left out."""
    counts = Counter(stance_words(claim.stance).group for claim in claims)
    return {group: counts[group] for group in GROUPS}


def accusations(claims: Iterable[Claim]) -> Matrix:
    """Who accuses or threatens whom, the busiest names first, at most MATRIX_SIZE a side."""
    counts: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim.type in ACCUSING and claim.stance.is_plain_fact:
            counts.update((a, r) for a in names_of(claim.actors) for r in names_of(claim.recipients))
    rows, columns = _busiest(counts, 0), _busiest(counts, 1)
    shown = {pair: n for pair, n in counts.items() if pair[0] in rows and pair[1] in columns}
    return Matrix(rows=rows, columns=columns, counts=shown, left_out=counts.total() - sum(shown.values()))


def _busiest(counts: Counter[tuple[str, str]], side: int) -> tuple[str, ...]:
    sums: Counter[str] = Counter()
    for pair, n in counts.items():
        sums[pair[side]] += n
    return tuple(sorted(sums, key=lambda name: (-sums[name], name))[:MATRIX_SIZE])
