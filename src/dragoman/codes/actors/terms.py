"""Times in office, of membership, of being something: as the tables write them, and as days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.codes.rows import items


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in office, both days inclusive; coarse dates are widened to whole months or years."""

    office: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether the office was held on that day, as far as the dates are known."""
        return self.first <= day <= self.last


@lru_cache(maxsize=65536)
def terms_of(cell: str) -> tuple[Term, ...]:
    """The terms of a cell: "foreign minister 2003/2007-08-28;president 2007-08-28/..".

    A word without dates is a term without bounds. Raises ValueError where a date is none.
    """
    return tuple(_terms(cell))


def last_office(cell: str) -> str:
    """The office of the last term of a cell, without reading the dates."""
    last = cell.rpartition(";")[2].strip()
    office, _, years = last.rpartition(" ")
    return office if "/" in years else last


def term_on(terms: tuple[Term, ...], day: date | None) -> Term | None:
    """The term that covers the day, the one begun last where several do; None without a day or where none does."""
    if day is None:
        return None
    return max((term for term in terms if term.covers(day)), key=lambda term: term.first, default=None)


def _terms(cell: str) -> Iterator[Term]:
    for part in items(cell):
        office, _, years = part.rpartition(" ")
        if office and "/" in years:
            first, _, last = years.partition("/")
            yield Term(office=office, first=day_of(first, last=False), last=day_of(last, last=True))
        else:
            yield Term(office=part, first=date.min, last=date.max)


def day_of(text: str, *, last: bool) -> date:
    """The day; of a month or year alone the first or last day; '..' is for ever. Raises ValueError."""
    if text == "..":
        return date.max if last else date.min
    parts = [int(piece) for piece in text.split("-")]
    year, month, day, *_ = (*parts, 0, 0)
    if day:
        return date(year, month, day)
    return date(year, month or (12 if last else 1), 28 if last and month else (31 if last else 1))
