"""A piece of evidence: what words say about the day of publication, as weights over days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.records import Span

FIRST, LAST = date(1940, 1, 1).toordinal(), date(2049, 12, 31).toordinal()
"""Ordinals of the days between which pages are dated at all."""

Step = tuple[int, int, float]
"""First and last ordinal, both inclusive, and the weight of the days between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A vote on the day of publication.

    reason: in words. span: its place in the reading text, None where it stands elsewhere on the page; quote: its words.
    steps: weights of stretches of days, in order of days, not overlapping; otherwise: the weight of all other days.
    first, last: the bound that it states, None where it has no such end; is_hard: whether other days contradict it.
    """

    reason: str
    quote: str
    span: Span | None
    steps: tuple[Step, ...]
    otherwise: float
    first: date | None
    last: date | None
    is_hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingHints:
    """What the page tells outside its reading text.

    until: no page is younger: the day of capture, else today. comments: days of its readers' comments, and their words.
    copyright: the last year of its notice, with the words. url_year: a year in its path, with the path.
    """

    until: date
    comments: tuple[tuple[date, str], ...] = ()
    copyright: tuple[int, str] | None = None
    url_year: tuple[int, str] | None = None


def bounded(first: date | None, last: date | None, miss: float) -> tuple[tuple[Step, ...], float]:
    """Steps and the weight of other days, when all but a share of pages lie between two days, open where None."""
    start, end = ordinal(first) if first else FIRST, ordinal(last) if last else LAST
    return ((start, end, (1 - miss) / (end - start + 1)),), miss / max(1, LAST - FIRST - (end - start))


def ordinal(day: date) -> int:
    """The day's number, held within the days that are considered."""
    return min(LAST, max(FIRST, day.toordinal()))
