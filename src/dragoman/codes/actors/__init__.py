"""Actors with names of their own, offices and who held them, and common nouns for actors without a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.codes.actors.own import OwnActor, own_actors
from dragoman.codes.actors.terms import Term, last_office, terms_of
from dragoman.codes.rows import items, read_rows

__all__ = ["Body", "Noun", "OwnActor", "Person", "Role", "Term", "bodies", "nouns", "own_actors", "persons", "roles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation, outlet or community. country: alpha-3, None for international and stateless ones.

    sector: as it is now, or was at the end. held: when it was what, as the table writes it ("REB 1964/1992;PTY
    1992/.."). owner: of an outlet, in words.
    """

    name: str
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    held: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A holder of public office. sex: m, f or empty; held: the terms as the table writes them, read when asked for."""

    name: str
    country: str | None
    sex: str
    held: str
    aliases: tuple[str, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Times in office, in the order of the table."""
        return terms_of(self.held)

    @property
    def last_office(self) -> str:
        """The office of the last term; empty where none is known."""
        return last_office(self.held)


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
            held=row["terms"],
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
    return Body(
        name=row["name"],
        country=row["country"] or None,
        sector=sector,
        aliases=items(row["aliases"]),
        held=row.get("terms", ""),
        owner=row.get("owner", ""),
    )
