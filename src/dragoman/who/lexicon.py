"""All that the tables name, under its key: what a stretch of words may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.codes.actors import Term, bodies, nouns, own_actors, persons, roles
from dragoman.codes.actors.terms import term_on, terms_of
from dragoman.codes.actors.word_sets import shared_names, word_set
from dragoman.codes.countries import Country, countries
from dragoman.codes.rows import read_rows
from dragoman.who.words import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a name or noun stands for.

    kind: state, adjective, seat, place, people, body, person, role, or, of common nouns, group, persons, org, country,
    party, source. The other fields as in the tables; belongs: home, near or none. is_shared: bodies of
    several states bear the name, or may: letters that stand for a party. held: terms of a person, or sectors of a body
    with their times, as in the tables.
    """

    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    sex: str = ""
    held: str = ""
    office: str = ""
    state: str = ""
    belongs: str = "none"
    formal: str = ""
    is_shared: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """A person's times in office; a body's times as one of a sector."""
        return terms_of(self.held)

    @property
    def is_community(self) -> bool:
        """Whether it is a people or ethnic group rather than an organisation."""
        return self.kind == "body" and self.sector == "CVL"

    @property
    def names_state(self) -> bool:
        """Whether the word points to a state: its name, adjective, seat or people, or a city of it."""
        return self.kind in ("state", "adjective", "seat", "people", "place")

    @property
    def is_common(self) -> bool:
        """Whether it is a common noun or an office rather than a name."""
        return self.kind in ("role", "group", "persons", "org", "country", "party", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """A sense under one of its names. shape: acronym (all capitals needed), proper (a capital needed) or common."""

    sense: Sense
    shape: str
    text: str


_NOUN_KINDS = {"body": "org", "state": "country"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """entries: by key. longest: by first word of a key the most words that a key with it has. surnames: by key."""

    entries: dict[str, tuple[Entry, ...]]
    longest: dict[str, int]
    surnames: dict[str, tuple[Sense, ...]]
    long_names: dict[str, Sense]


@cache
def lexicon() -> Lexicon:
    """All tables as one index, the user's own actors first; made once, about 0.15 s."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    surnames: dict[str, list[Sense]] = defaultdict(list)
    for text, sense in _senses():
        key = key_of(text)
        shape = "common" if sense.is_common else _shape(text)
        entries[key].append(Entry(sense, shape, text))
        if sense.kind == "person":
            for name in surname_keys(key):
                if not any(known is sense for known in surnames[name]):
                    surnames[name].append(sense)
    longest: dict[str, int] = {}
    for key in entries:
        parts = key.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    frozen = {key: tuple(found) for key, found in entries.items()}
    long_names = {
        key: found[0].sense
        for key, found in frozen.items()
        if len(key) >= 12 and " " in key and found[0].sense.kind in ("body", "person", "state")
    }
    return Lexicon(frozen, longest, {key: tuple(found) for key, found in surnames.items()}, long_names)


PARTICLES = word_set("particles")


def surname_keys(key: str) -> tuple[str, ...]:
    """The keys of the surname in the key of a full name: with and without a particle before it."""
    parts = key.split(" ")
    if len(parts) < 2 or len(parts[-1]) < 2:
        return ()
    last = len(parts) - 1
    if parts[last - 1] not in PARTICLES:
        return (parts[last],)
    while last > 1 and parts[last - 1] in PARTICLES:
        last -= 1
    found = {parts[-1], " ".join(parts[last:])}
    return tuple(sorted(found))


def _senses() -> Iterator[tuple[str, Sense]]:
    for own in own_actors():
        sense = Sense(
            kind=own.kind, name=own.name, country=own.country, sector=own.sector,
            held=own.held if own.kind == "body" else "",
        )  # fmt: skip
        yield from ((text, sense) for text in (own.name, *own.aliases))
    for country in countries().values():
        yield from _of_country(country)
    for body in bodies():
        sense = Sense(kind="body", name=body.name, country=body.country, sector=body.sector, held=body.held)
        for text in (body.name, *body.aliases):
            is_shared = text in shared_names() or (body.sector == "PTY" and _shape(text) == "acronym")
            yield text, replace(sense, is_shared=True) if is_shared else sense
    for person in persons():
        sense = Sense(
            kind="person", name=person.name, country=person.country, sector=sector_of_office(person.last_office),
            sex=person.sex, held=person.held,
        )  # fmt: skip
        yield person.name, sense
        for text in person.aliases:
            yield text.removeprefix("the "), sense
    for row in read_rows("cities.tsv"):
        yield row["name"], Sense(kind="place", name=row["name"], country=row["country"])
    yield from _of_nouns()
    yield from _of_roles()


def _of_country(country: Country) -> Iterator[tuple[str, Sense]]:
    def sense(kind: str, sector: str | None = None) -> Sense:
        return Sense(kind=kind, name=country.name, country=country.code, sector=sector)

    for text in (country.name, *country.other_names):
        yield text, sense("state")
    for text in country.seats:
        yield text, sense("seat")
    for text in country.epithets:
        yield text.removeprefix("the "), sense("seat")
    for text in country.adjectives:
        yield text, sense("adjective")
    for text in country.people:
        yield text, sense("people", "CVL")


def _of_roles() -> Iterator[tuple[str, Sense]]:
    for role in roles():
        for title in role.titles:
            sense = Sense(kind="role", name=title, sector=role.sector, office=role.office, state=role.state)
            yield title, sense
            for other in _plurals(title):
                belongs = _BELONGS.get(role.sector or "", "home")
                yield other, Sense(kind="persons", name=other, sector=role.sector, state=role.state, belongs=belongs)


_BELONGS = {"CVL": "near", "REB": "near", "PTY": "near", "UAF": "none", "EDU": "none", "MED": "none", "NGO": "none"}


def _of_nouns() -> Iterator[tuple[str, Sense]]:
    for noun in nouns():
        for text in noun.nouns:
            yield (
                text,
                Sense(
                    kind=_NOUN_KINDS.get(noun.kind, noun.kind),
                    name=text,
                    sector=noun.sector,
                    belongs=noun.belongs,
                    formal=noun.formal,
                ),
            )


def _plurals(title: str) -> tuple[str, ...]:
    if title.endswith((".", "s")) or " of " in title or " for " in title or " to " in title:
        return ()
    if title.endswith("man"):
        return (title[:-3] + "men",)
    return (title[:-1] + "ies",) if title.endswith("y") else (title + "s",)


def _shape(text: str) -> str:
    if text == text.lower():
        return "common"
    is_short = len(text) <= 12 and sum(map(str.isalpha, text)) <= 6
    return "acronym" if is_short and text == text.upper() else "proper"


@cache
def _sector_of_office() -> dict[str, str | None]:
    return {role.office: role.sector for role in roles() if role.office}


_OTHER_OFFICES = {
    "cleric": "REL",
    "Dalai Lama": "REL",
    "journalist": "MED",
    "party official": "PTY",
    "senator": "LEG",
} | dict.fromkeys(("intelligence director", "internal security chief"), "SPY")
_OF_BODIES = (
    "secretary-general",
    "director-general",
    "ECB president",
    "World Bank president",
    "Commission chairperson",
)
_INTERNATIONAL = ("UN ", "NATO ", "EU ", "European C", "European P", "IAEA ", "ICC ", "ICTY ", "IMF ", "WHO ", "WTO ",
                  "Arab League ", "OSCE ", "African Union ", "high representative in ")  # fmt: skip


@cache
def sector_of_office(office: str) -> str | None:
    """The sector that an office lies in; GOV for offices of state that the titles leave open; None without office."""
    if not office:
        return None
    is_international = office.startswith(_INTERNATIONAL) or office.endswith(_OF_BODIES)
    if is_international and office != "UN ambassador":
        return "IGO"
    return _sector_of_office().get(office) or _OTHER_OFFICES.get(office, "GOV")


def state_on(sense: Sense, on: date | None) -> tuple[str | None, str | None]:
    """Country and sector of a person or body as of a day: by the term that covers it, else the last one ended before.

    Who serves an international body then belongs to no state. Without a day or terms, as the last term says.
    """
    if on is None or not sense.held:
        return None if sense.kind == "person" and sense.sector == "IGO" else sense.country, sense.sector
    term = term_on(sense.terms, on) or max(
        (term for term in sense.terms if term.last < on), key=lambda term: term.last, default=None
    )
    if term is None:
        return sense.country, sense.sector
    if sense.kind == "body":
        return sense.country, term.office
    sector = sector_of_office(term.office)
    serves_all = sector == "IGO" and term.covers(on)
    return None if serves_all else sense.country, sector
