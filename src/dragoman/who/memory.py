"""What a document has named so far: antecedents for surnames, pronouns and descriptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.codes.actors.word_sets import classes
from dragoman.who.lexicon import surname_keys
from dragoman.who.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An actor at one place of a document. sentence: its number; heads: last words of its head noun and titles."""

    start: int
    sentence: int
    name: str
    country: str | None
    sector: str | None
    kind: str
    heads: frozenset[str]
    sex: str = ""
    is_plural: bool = False
    is_mention: bool = True


_PERSONS = frozenset({"person", "role"})
_LOOK_BACK = 60


@dataclass(slots=True)
class Memory:
    """seen: in order of the text. people: by surname and full name, as introduced anywhere in the document."""

    seen: list[Seen] = field(default_factory=list)
    people: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))

    def introduce(self, person: Seen, key: str) -> None:
        """Note a full name with what its title and apposition tell."""
        for name in {key, *surname_keys(key)}:
            self.people[name].append(person)

    def add(self, actor: Seen) -> None:
        """The next actor in order of the text."""
        self.seen.append(actor)

    def person(self, key: str, sex: str = "") -> Seen | None:
        """The person introduced under this surname or name, the best described first."""
        found = [p for p in self.people.get(key, ()) if not (sex and p.sex and p.sex != sex)]
        return max(found, key=lambda p: (p.country is not None, p.sector is not None, -p.start), default=None)

    def office(self, head: str, sex: str = "") -> Seen | None:
        """The person last named with this title, else one named with it later on the page."""
        wanted = frozenset(head.replace(" .", "").split())
        before = [a for a in self._recent() if a.kind == "person" and wanted <= a.heads]
        if before:
            return before[0]
        everyone = {id(p): p for found in self.people.values() for p in found}.values()
        fitting = [p for p in everyone if wanted <= p.heads and not (sex and p.sex and p.sex != sex)]
        return min(fitting, key=lambda p: p.start, default=None) if fitting else None

    def described(self, reading: Reading) -> Seen | None:
        """The nearest actor that a definite description can stand for."""
        noun = reading.head.split(" ")[-1]
        wanted = classes().get(noun)
        for actor in self._recent():
            if actor.kind in _PERSONS or actor.kind == "place":
                continue
            same_noun = noun in actor.heads and actor.kind != "people"
            same_class = wanted is not None and actor.kind in ("body", "state", "org") and _is_of(actor, wanted)
            same_sector = (
                reading.kind == "group"
                and reading.sector is not None
                and actor.kind == "body"
                and "ship" not in actor.heads
                and actor.sector == reading.sector
                and reading.sector not in ("CVL", "GOV")
                and noun not in ("coalition", "forces", "troops")
            )
            if same_noun or same_class or same_sector:
                return actor
        return None

    def pronoun(self, reading: Reading, sentence: int) -> Seen | None:
        """The nearest actor that the pronoun agrees with: subjects, named first in their sentence, before others."""
        fits = _fits_person if reading.sex in ("m", "f", "w") else (_fits_plural if reading.is_plural else _fits_thing)
        best: list[Seen] = []
        for actor in self._recent():
            if best and actor.sentence != best[0].sentence:
                break
            if sentence - actor.sentence > 6:
                break
            if fits(actor, reading.sex) and actor.is_mention:
                best.append(actor)
        if not best:
            best = [a for a in self._recent() if fits(a, reading.sex)][:1]
        if not best:
            return None
        if reading.name == "him" and best[0].sentence == sentence:
            return best[0]
        return best[-1]

    def _recent(self) -> Iterator[Seen]:
        return iter(self.seen[: -_LOOK_BACK - 1 : -1])


def _is_of(actor: Seen, wanted: tuple[str, ...]) -> bool:
    if wanted == ("state",):
        return actor.kind == "state"
    if actor.kind == "state":
        return False
    return actor.sector is not None and actor.sector in wanted and actor.kind != "people"


def _fits_person(actor: Seen, sex: str) -> bool:
    if actor.kind not in _PERSONS or actor.is_plural:
        return False
    return not (sex in ("m", "f") and actor.sex and actor.sex != sex)


def _fits_plural(actor: Seen, sex: str) -> bool:
    return actor.is_plural or actor.kind in ("people", "group", "persons", "party")


def _fits_thing(actor: Seen, sex: str) -> bool:
    return not actor.is_plural and actor.kind in ("state", "body", "org", "unknown", "group")


def heads_of(reading: Reading) -> frozenset[str]:
    """The words by which a later description may take the actor up."""
    found: set[str] = set()
    for role in reading.roles:
        found.update(role.replace(" .", "").split())
    if reading.kind != "person":
        found.update(reading.head.split()[-1:])
    if reading.kind in ("body", "org"):
        found.update(word.casefold() for word in reading.name.split())
    return frozenset(found)


def most_common(codes: Iterable[str]) -> str | None:
    """The code that occurs most; the first of several."""
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return max(counts, key=lambda code: counts[code], default=None)
