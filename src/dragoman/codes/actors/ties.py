"""Ties between actors that the base holds: members of international bodies, and patrons as claims with a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.codes.actors.terms import Term, day_of
from dragoman.codes.rows import items, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Patronage:
    """What a source holds: this patron stands behind that client. patron: alpha-3 or the name of a body.

    kind: arms, funds, shelters, leads, controls or backs. is_denied: by the patron. is_disputed: other sources hold the
    contrary. since, until: as the table writes them, coarse.
    """

    client: str
    patron: str
    kind: str
    since: str
    until: str
    is_denied: bool
    is_disputed: bool
    source: str

    def holds_on(self, day: date | None) -> bool:
        """Whether the claim is about that day, as far as its dates tell; about some time, without a day."""
        return day is None or day_of(self.since, last=False) <= day <= day_of(self.until, last=True)


@cache
def memberships() -> dict[str, tuple[Term, ...]]:
    """Body -> its members, the office of each term being the member's alpha-3."""
    return {row["name"]: tuple(_members(row)) for row in read_rows("actors/members.tsv")}


def members_of(body: str, on: date) -> tuple[str, ...]:
    """Alpha-3 of the members of an international body on a day, sorted; empty where the base does not know them."""
    return tuple(sorted({term.office for term in memberships().get(body, ()) if term.covers(on)}))


def bodies_of(state: str, on: date) -> tuple[str, ...]:
    """International bodies that a state is a member of on a day, sorted."""
    return tuple(sorted(body for body in memberships() if state in members_of(body, on)))


@cache
def patronages() -> tuple[Patronage, ...]:
    """All of them, in the order of the table."""
    return tuple(
        Patronage(
            client=row["client"],
            patron=row["patron"],
            kind=row["kind"],
            since=row["first"],
            until=row["last"],
            is_denied=row["denied"] == "yes",
            is_disputed=row["sure"] != "yes",
            source=row["source"],
        )
        for row in read_rows("actors/patrons.tsv")
    )


def patrons_of(client: str, on: date | None = None) -> tuple[Patronage, ...]:
    """Claims of the base on who stands behind the client, on that day or ever."""
    return tuple(claim for claim in patronages() if claim.client == client and claim.holds_on(on))


def clients_of(patron: str, on: date | None = None) -> tuple[Patronage, ...]:
    """Claims of the base on whom the patron, a state's code or a body's name, stands behind, on that day or ever."""
    return tuple(claim for claim in patronages() if claim.patron == patron and claim.holds_on(on))


def _members(row: dict[str, str]) -> list[Term]:
    founded = day_of(row["founded"], last=False)
    ended = day_of(row["ended"], last=True) if row["ended"] else date.max
    found = []
    for part in items(row["members"]):
        state, _, years = part.partition(" ")
        first, _, last = years.partition("/")
        found.append(
            Term(
                office=state,
                first=day_of(first, last=False) if first else founded,
                last=min(ended, day_of(last, last=True)) if last else ended,
            )
        )
    return found
