"""What the base holds on the actor that a phrase names: for those who ask the base itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.codes.actors import Body, Person, bodies, persons
from dragoman.codes.actors.ties import Patronage, bodies_of, clients_of, members_of, patrons_of
from dragoman.codes.countries import countries
from dragoman.codes.rows import items
from dragoman.who.resolve import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An actor with all that the base holds on it.

    on: the day asked for; members and memberships are those of that day, or of today. also: other names. terms: offices
    of a person, or what a body was, each with its time as the base writes it. owner: of an outlet. patrons, clients:
    claims of the base.
    """

    name: str
    country: str | None
    sector: str | None
    on: date | None
    also: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    members: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    patrons: tuple[Patronage, ...] = ()
    clients: tuple[Patronage, ...] = ()

    def lines(self) -> Iterator[str]:
        """The facts in words, one a line."""
        if self.also:
            yield f"also: {', '.join(self.also)}"
        for office, time in self.terms:
            yield f"{office}: {_told(*_ends(time))}" if time else office
        if self.owner:
            yield f"owner: {self.owner}"
        if self.members:
            yield f"members: {', '.join(self.members)}"
        if self.memberships:
            yield f"member of: {', '.join(self.memberships)}"
        for claim in self.patrons:
            yield f"{_patron(claim.patron)} {claim.kind} it {_claimed(claim)}"
        for claim in self.clients:
            yield f"{claim.kind} {claim.client} {_claimed(claim)}"

    def to_dict(self) -> dict[str, object]:
        """Plain values, as JSON has them."""
        return {
            "name": self.name, "country": self.country, "sector": self.sector,
            "on": self.on.isoformat() if self.on else None, "also": list(self.also),
            "terms": [{"office": office, **_times(*_ends(time))} for office, time in self.terms],
            "owner": self.owner or None, "members": list(self.members), "memberships": list(self.memberships),
            "patrons": [_claim(claim) for claim in self.patrons], "clients": [_claim(claim) for claim in self.clients],
        }  # fmt: skip


def facts_on(phrase: str, on: date | None) -> Facts:
    """The actor that the phrase names as of the day, and what the base holds on it."""
    entity = resolve(phrase, on)
    known = _known(entity.name, entity.country)
    day = on or date.today()
    state = entity.country if entity.country and countries()[entity.country].name == entity.name else None
    return Facts(
        name=entity.name, country=entity.country, sector=entity.sector, on=on,
        also=known.aliases if known is not None else countries()[state].other_names if state else (),
        terms=tuple(_term(term) for term in items(known.held)) if known is not None else (),
        owner=known.owner if isinstance(known, Body) else "",
        members=members_of(entity.name, day), memberships=bodies_of(state, day) if state else (),
        patrons=patrons_of(entity.name, on),
        clients=clients_of(state or entity.name, on),
    )  # fmt: skip


def _known(name: str, country: str | None) -> Body | Person | None:
    everybody: tuple[Body | Person, ...] = (*persons(), *bodies())
    found = [actor for actor in everybody if actor.name == name]
    return next((actor for actor in found if actor.country == country), found[0] if found else None)


def _term(written: str) -> tuple[str, str]:
    """Office and time: "foreign minister", "2003/2007-08-28"; no time where none is written."""
    office, _, time = written.rpartition(" ")
    return (office, time) if "/" in time else (written, "")


def _ends(time: str) -> tuple[str, str]:
    first, _, last = time.partition("/")
    return first, last


def _times(first: str, last: str) -> dict[str, str | None]:
    return {"first": None if first in ("", "..") else first, "last": None if last in ("", "..") else last}


def _told(first: str, last: str) -> str:
    return f"{first if first != '..' else '…'} to {last if last != '..' else '…'}"


def _claim(claim: Patronage) -> dict[str, object]:
    return {
        "client": claim.client, "patron": claim.patron, "kind": claim.kind, **_times(claim.since, claim.until),
        "denied": claim.is_denied, "disputed": claim.is_disputed, "source": claim.source,
    }  # fmt: skip


def _claimed(claim: Patronage) -> str:
    doubts = "; denied by the patron" * claim.is_denied + "; disputed" * claim.is_disputed
    return f"({_told(claim.since, claim.until)}; says: {claim.source}{doubts})"


def _patron(patron: str) -> str:
    return countries()[patron].name if patron in countries() else patron
