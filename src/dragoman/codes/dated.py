"""Dated events, names that came or went on a known day, and days of birth: what tells when a text was written."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.codes.rows import items, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """A public event. names: how texts call it; parts joined by " & " stand in one sentence, in any order."""

    names: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name with the days of its use: first None where it is old, last None where it is still in use."""

    name: str
    first: date | None
    last: date | None
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Days of birth and death of a public person; death None where alive or unsure."""

    name: str
    born: date
    died: date | None


@cache
def dated_events() -> tuple[DatedEvent, ...]:
    """Public events with their days; coarse dates are widened to whole months or years."""
    return tuple(
        DatedEvent(
            names=(row["name"], *items(row["aliases"])),
            first=earliest(row["first"]),
            last=latest(row["last"] or row["first"]),
        )
        for row in read_rows("events.tsv")
    )


@cache
def dated_names() -> tuple[DatedName, ...]:
    """Names whose use began or ended on a known day."""
    return tuple(
        DatedName(
            name=row["name"],
            first=earliest(row["first"]) if row["first"] else None,
            last=latest(row["last"]) if row["last"] else None,
            instead=items(row["instead"]),
        )
        for row in read_rows("dated_names.tsv")
    )


@cache
def lives() -> tuple[Life, ...]:
    """Public persons whose days of birth are known."""
    return tuple(
        Life(
            name=row["name"],
            born=date.fromisoformat(row["born"]),
            died=date.fromisoformat(row["died"]) if row["died"] else None,
        )
        for row in read_rows("lives.tsv")
    )


def earliest(day: str) -> date:
    """The first day of a day, month or year in ISO 8601."""
    year, month, number = _parts(day)
    return date(year, month or 1, number or 1)


def latest(day: str) -> date:
    """The last day of a day, month or year in ISO 8601."""
    year, month, number = _parts(day)
    month = month or 12
    return date(year, month, number or monthrange(year, month)[1])


def _parts(day: str) -> tuple[int, int, int]:
    year, month, number, *_ = (*(int(piece) for piece in day.split("-")), 0, 0)
    return year, month, number
