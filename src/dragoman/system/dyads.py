"""Dyads: who dealt with whom in which week, in PLOVER's four classes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.records import Claim, Dyad, Interval
from dragoman.system.assertions import asserted, pairs, plover

UNDATED = "undated"
_WEEK = 7


def dyads(claims: Iterable[Claim], *, own_voice_only: bool = False) -> list[Dyad]:
    """Counts of asserted events per pair and ISO week (`2023-W05`), in order of week, actor, recipient.

    Events that are not pinned down to seven days count under week `undated`, which comes last. own_voice_only: leave
    out what only named holders assert.
    """
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    types = plover()["types"]
    for claim in asserted(claims, own_voice_only=own_voice_only):
        if claim.kind == "event":
            for actor, recipient in pairs(claim):
                counts[week(claim.when), actor, recipient][types[claim.type]["class"]] += 1
    return [
        Dyad(actor=actor, recipient=recipient, week=when, **counts[when, actor, recipient])
        for when, actor, recipient in sorted(counts)
    ]


def week(when: Interval | None) -> str:
    """ISO week of the first day; `undated` where the days are unknown or more than a week."""
    if when is None or when.days > _WEEK:
        return UNDATED
    year, number, _ = when.first.isocalendar()
    return f"{year:04}-W{number:02}"
