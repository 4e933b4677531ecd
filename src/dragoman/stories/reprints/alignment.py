"""Two pages laid beside each other, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from dragoman.stories.reprints.sentences import Sentence

_NEAR = 80
"""rapidfuzz ratio (0 to 100) from which two sentences are one, edited."""
_NEAR_BESIDE, _NEAR_TURNED = 62, 66
"""The same for a sentence that follows, or comes before, sentences that are one; and with its words sorted."""
_GAP = 2
"""Places that a run of shared sentences may leap."""
_ROWS = 256
Match = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which sentence of one page is which of the other, each once, in the order of the first."""

    one: Sequence[Sentence]
    two: Sequence[Sentence]
    matches: tuple[Match, ...]

    @property
    def shares(self) -> tuple[float, float]:
        """Of the words of each page, how many are shared."""
        return (
            _share(self.one, [i for i, _ in self.matches]),
            _share(self.two, [j for _, j in self.matches]),
        )

    def runs(self) -> Iterator[list[Match]]:
        """Stretches of matches in the same order on both pages, with small gaps."""
        run: list[Match] = []
        for match in self.matches:
            if run and not all(0 < b - a <= _GAP for a, b in zip(run[-1], match, strict=True)):
                yield run
                run = []
            run.append(match)
        if run:
            yield run


def align(one: Sequence[Sentence], two: Sequence[Sentence]) -> Alignment:
    """The same sentences, exact after folding or nearly so. Sentences whose figures differ are a form filled anew."""
    home: dict[int, int] = dict(_equal(one, two))
    home.update(_near(one, two, home))
    home.update(_beside(one, two, home))
    return Alignment(one, two, tuple(sorted(home.items())))


def _share(page: Sequence[Sentence], shared: Sequence[int]) -> float:
    return sum(len(page[n].words) for n in shared) / max(1, sum(len(s.words) for s in page))


def _equal(one: Sequence[Sentence], two: Sequence[Sentence]) -> Iterator[Match]:
    """The first occurrence goes with the first, the second with the second."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(two))):
        places[two[j].folded].append(j)
    for i, sentence in enumerate(one):
        if left := places.get(sentence.folded):
            yield i, left.pop()


def _near(one: Sequence[Sentence], two: Sequence[Sentence], home: dict[int, int]) -> dict[int, int]:
    """The most alike first, each sentence once."""
    left, right = _free(one, home.keys()), _free(two, home.values())
    if not left or not right:
        return {}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_alike(one, two, left, right)):
        if i not in found and j not in taken and _may_be_one(one[i], two[j]):
            found[i] = j
            taken.add(j)
    return found


def _free(page: Sequence[Sentence], taken: object) -> list[int]:
    used = set(taken)  # type: ignore[call-overload]
    return [n for n in range(len(page)) if n not in used]


def _alike(
    one: Sequence[Sentence], two: Sequence[Sentence], left: list[int], right: list[int]
) -> Iterator[tuple[float, int, int]]:
    """(unlikeness, place, place) of all near-equal sentences."""
    choices = [two[j].folded for j in right]
    for start in range(0, len(left), _ROWS):
        rows = left[start : start + _ROWS]
        table = cdist([one[i].folded for i in rows], choices, scorer=ratio, score_cutoff=_NEAR, dtype=np.float32)
        for r, c in zip(*np.nonzero(table), strict=True):
            yield -float(table[r, c]), rows[r], right[c]


def _beside(one: Sequence[Sentence], two: Sequence[Sentence], home: dict[int, int]) -> dict[int, int]:
    """Further sentences, more freely edited, that stand beside shared ones on both pages."""
    found: dict[int, int] = {}
    taken = set(home.values())
    for step in (1, -1):
        for i in sorted(home, reverse=step < 0):
            a, b = i + step, home[i] + step
            while 0 <= a < len(one) and 0 <= b < len(two) and a not in home and a not in found and b not in taken:
                if not _may_be_one(one[a], two[b]) or not _are_alike(one[a], two[b]):
                    break
                found[a] = b
                taken.add(b)
                a, b = a + step, b + step
    return found


def _are_alike(a: Sentence, b: Sentence) -> bool:
    if ratio(a.folded, b.folded) >= _NEAR_BESIDE:
        return True
    return ratio(" ".join(sorted(a.words)), " ".join(sorted(b.words))) >= _NEAR_TURNED


def _may_be_one(a: Sentence, b: Sentence) -> bool:
    """Whether the figures of one are all in the other: a dateline may go, a rate of exchange may not change."""
    return a.figures <= b.figures or b.figures <= a.figures
