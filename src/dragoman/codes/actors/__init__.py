"""Actors with names of their own, offices and who held them, and common nouns for actors without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.codes.rows import items, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation, outlet or community. country: alpha-3, None for international and stateless ones."""

    name: str
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in office, both days inclusive; coarse dates are widened to whole months or years."""

    office: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether the office was held on that day, as far as the dates are known."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A holder of public office. sex: m, f or empty; terms: in the order of the table."""

    name: str
    country: str | None
    sex: str
    terms: tuple[Term, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Titles of one office or calling.

    office: as in Term, empty where undated. state: alpha-3 that the title itself points to where no other is named,
    '-' for international bodies, empty where the title tells nothing. sector: None where the body served decides.
    """

    titles: tuple[str, ...]
    office: str
    sector: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """Common nouns for actors without a name; kinds, belongs and formal as the table's head explains."""

    nouns: tuple[str, ...]
    sector: str | None
    kind: str
    belongs: str
    formal: str


@cache
def bodies() -> tuple[Body, ...]:
    """Bodies, then outlets."""
    found = [_body(row, row["sector"] or None) for row in read_rows("actors/bodies.tsv")]
    return (*found, *(_body(row, "MED") for row in read_rows("actors/outlets.tsv")))


@cache
def persons() -> tuple[Person, ...]:
    """Holders of public office."""
    return tuple(
        Person(
            name=row["name"],
            country=row["country"] or None,
            sex=row["sex"],
            terms=tuple(_terms(row["terms"])),
            aliases=items(row["aliases"]),
        )
        for row in read_rows("actors/persons.tsv")
    )


@cache
def roles() -> tuple[Role, ...]:
    """Offices and callings."""
    return tuple(
        Role(titles=items(row["titles"]), office=row["office"], sector=row["sector"] or None, state=row["state"])
        for row in read_rows("actors/roles.tsv")
    )


@cache
def nouns() -> tuple[Noun, ...]:
    """Common nouns."""
    return tuple(
        Noun(
            nouns=items(row["nouns"]),
            sector=row["sector"] or None,
            kind=row["kind"],
            belongs=row["belongs"],
            formal=row["formal"],
        )
        for row in read_rows("actors/nouns.tsv")
    )


def _body(row: dict[str, str], sector: str | None) -> Body:
    return Body(name=row["name"], country=row["country"] or None, sector=sector, aliases=items(row["aliases"]))


def _terms(cell: str) -> Iterator[Term]:
    for part in items(cell):
        office, _, years = part.rpartition(" ")
        if office:
            first, _, last = years.partition("/")
            yield Term(office=office, first=_day(first, last=False), last=_day(last, last=True))
        else:
            yield Term(office=part, first=date.min, last=date.max)


def _day(text: str, *, last: bool) -> date:
    """The day; of a month or year alone the first or last day; '..' is for ever."""
    if text == "..":
        return date.max
    parts = [int(piece) for piece in text.split("-")]
    year, month, day, *_ = (*parts, 0, 0)
    if day:
        return date(year, month, day)
    return date(year, month or (12 if last else 1), 28 if last and month else (31 if last else 1))
