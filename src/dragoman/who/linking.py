"""Mentions to actors, in the order of the page: each by its words, then by what the page has said before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.codes.countries import countries, neighbours_towards
from dragoman.records import Coreference, Entity, Mention, Span, Voice
from dragoman.who.acronyms import introduced_acronyms
from dragoman.who.lexicon import Sense, state_on
from dragoman.who.memory import Memory, Seen, heads_of, most_common
from dragoman.who.offices import holder_of, person_called
from dragoman.who.people import around, introductions
from dragoman.who.phrase import merge, read_phrase, read_text
from dragoman.who.reading import DEFINITE, Reading
from dragoman.who.scene import Scene
from dragoman.who.units import Unit
from dragoman.who.words import key_of

_DIPLOMATS = frozenset({"ambassador", "envoy", "consul", "attache", "attaché"})


@dataclass(slots=True)
class Linker:
    """Links the mentions of one document. home: who speaks in the page's own voice."""

    scene: Scene
    home: Entity | None
    memory: Memory
    acronyms: dict[str, Sense]
    voices: Sequence[Voice] = ()
    chains: Coreference = field(default_factory=Coreference)
    is_comment: bool = False
    settled: dict[int, Reading] = field(default_factory=dict)

    @classmethod
    def of(
        cls, scene: Scene, home: Entity | None, voices: Sequence[Voice] = (), chains: Coreference | None = None
    ) -> Linker:
        """With the persons and acronyms that the page introduces. chains: what the reader holds to be the same."""
        memory = Memory()
        for person, key in introductions(scene):
            memory.introduce(person, key)
        return cls(scene, home, memory, introduced_acronyms(scene), voices, chains or Coreference())

    def link(self, spans: Iterable[tuple[Mention, int, int, int]]) -> dict[Mention, Entity]:
        """Every mention's actor. spans: mention, start, end and head as character offsets, sorted by start."""
        found: dict[Mention, Entity] = {}
        upto = 0
        for mention, start, end, head in spans:
            start, end = self.scene.trimmed(start, end, head)
            upto = self._pass_names(upto, start)
            reading = self._read(start, end, head)
            self.is_comment = any(voice.start <= start < voice.end for voice in self.voices)
            settled = self._commenter(start, end) or self._earlier(reading, mention) or self._settle(reading, start)
            self._remember(settled, start)
            self.settled[mention.head] = settled
            found[mention] = self._entity(settled, start, end)
            upto = max(upto, self.scene.word_range(start, end)[1])
        return found

    def _earlier(self, reading: Reading, mention: Mention) -> Reading | None:
        """For a pronoun: whom the nearest earlier mention of its chain names, where it names somebody."""
        chain = self.chains.chain_of(mention.head) if reading.kind == "pronoun" else None
        before = [m.head for m in chain.mentions if m.head < mention.head] if chain else []
        named = (self.settled[head] for head in reversed(before) if head in self.settled)
        actor = next((r for r in named if r.kind not in ("pronoun", "speaker") and (r.is_known or r.country)), None)
        if actor is None or (reading.is_plural and actor.kind == "person"):
            return None
        return replace(
            reading, kind=actor.kind, name=actor.name, country=actor.country, sector=actor.sector, sex=actor.sex,
            is_plural=actor.is_plural, is_known=True,
        )  # fmt: skip

    def _commenter(self, start: int, end: int) -> Reading | None:
        """The reader of the page who bears the name; of no state, whoever else is called so."""
        key = key_of(self.scene.text[start:end].removeprefix("@"))
        name = next((voice.name for voice in self.voices if key and key_of(voice.name.removeprefix("@")) == key), None)
        return Reading(kind="person", name=name, head=key, is_known=True) if name is not None else None

    def _read(self, start: int, end: int, head: int) -> Reading:
        first, last = self.scene.word_range(start, end)
        taken = self.scene.words[first:last]
        is_short = len(taken) == 1 or (len(taken) == 2 and taken[0].key in DEFINITE)
        sense = self.acronyms.get(taken[-1].key) if is_short and taken[-1].text.isupper() else None
        if sense is not None:
            return Reading(
                kind="body", name=sense.name, country=sense.country, sector=sense.sector, head=taken[-1].key,
                is_known=True,
            )  # fmt: skip
        head_word = self.scene.word_range(head, head + 1)[0] - first
        text = self.scene.text[taken[0].start : taken[-1].end] if taken else ""
        reading = read_text(text, self.scene.on, head_word if 0 <= head_word < len(taken) else None)
        if reading.kind == "person" and (not reading.is_known or not reading.roles):
            added = around(self.scene, first, last)
            reading = merge(reading, added) if added is not None else reading
        return reading

    def _settle(self, reading: Reading, start: int) -> Reading:
        """Fill in from the page what the words alone leave open."""
        if reading.kind == "speaker":
            return reading
        if reading.kind == "pronoun":
            seen = self.memory.pronoun(reading, self.scene.sentence_at(start))
            return _as_seen(reading, seen) if seen is not None else reading
        if reading.kind == "person":
            return self._settle_person(reading, start)
        if reading.kind == "role":
            return self._settle_role(reading, start)
        if reading.beside and not reading.owner:
            return self._neighbour(reading, self._beside_whom(reading.beside))
        if reading.owner and reading.country is None:
            reading = self._owned(reading, start)
        if reading.shared:
            return self._shared(reading, start)
        is_description = reading.article == "definite" and not reading.is_known and not reading.is_proper
        if reading.country is None and is_description:
            seen = self.memory.described(reading)
            if seen is not None:
                return _as_seen(reading, seen)
        if reading.country is None and reading.kind == "source" and not reading.is_known:
            seen = self.memory.described(reading)
            return _as_seen(reading, seen) if seen is not None else replace(reading, name="unspecified")
        return self._placed(reading, start)

    def _settle_person(self, reading: Reading, start: int) -> Reading:
        if reading.is_known:
            return reading
        seen = self.memory.person(reading.head, reading.sex)
        if seen is None and " " in reading.head:
            seen = self.memory.person(reading.head.split(" ")[-1], reading.sex)
            seen = seen if seen is not None and reading.head in seen.name.casefold() else None
        if seen is not None:
            same = reading.country is None or seen.country is None or seen.country == reading.country
            if same:
                reading = replace(
                    reading, kind=seen.kind, name=seen.name, country=seen.country or reading.country,
                    sector=seen.sector or reading.sector, sex=seen.sex or reading.sex,
                )  # fmt: skip
                return self._unplaced_person(reading, start)
        if " " not in reading.head and reading.country is None:
            known = person_called(reading.head, None, (), self.scene.on)
            if known is not None and self.scene.on is not None:
                country, sector = state_on(known, self.scene.on)
                return replace(reading, name=known.name, country=country, sector=sector, sex=known.sex, is_known=True)
        return self._unplaced_person(reading, start)

    def _unplaced_person(self, reading: Reading, start: int) -> Reading:
        """Officers and officials serve the page's home; others belong to the state that the page is all about."""
        if reading.country is not None or reading.title_state == "-" or reading.sector in ("IGO", "UAF"):
            return reading
        code = self.scene.theme if not self.is_comment else None
        if reading.sector in ("GOV", "MIL", "LEG", "COP", "SPY"):
            code = self._home_country() or (None if _is_diplomat(reading) else self._served(reading, start))
        return replace(reading, country=code)

    def _served(self, reading: Reading, start: int) -> str | None:
        """The state talked about; for an officer only one whose forces the page names, where it names any."""
        code = self._talked_about(start)
        senses = (unit.sense for unit in self.scene.units)
        forces = {sense.country for sense in senses if sense and sense.kind == "body" and sense.sector == "MIL"}
        is_open = reading.sector != "MIL" or not forces - {self.scene.theme}
        return code if is_open or code in forces - {self.scene.theme} else None

    def _settle_role(self, reading: Reading, start: int) -> Reading:
        if reading.article != "indefinite" and reading.country is None:
            seen = self.memory.office(reading.head, reading.sex)
            if seen is not None:
                return _as_seen(reading, seen)
        if reading.owner and reading.country is None:
            reading = self._owned(reading, start)
        if reading.country is None and reading.title_state not in ("", "-"):
            reading = replace(reading, country=reading.title_state)
        if reading.country is None:
            reading = self._placed(reading, start)
        return self._holder(reading)

    def _holder(self, reading: Reading) -> Reading:
        if reading.article == "indefinite" or not reading.office or reading.country is None:
            return reading
        holder = holder_of(reading.office, reading.country, self.scene.on)
        if holder is None:
            return reading
        sector = state_on(holder, self.scene.on)[1]
        return replace(reading, kind="person", name=holder.name, sector=sector, sex=holder.sex)

    def _owned(self, reading: Reading, start: int) -> Reading:
        """Its army, their leaders: of whom the pronoun stands for; its neighbour: a state beside it."""
        if reading.owner in ("my", "our", "your"):
            return reading
        pronoun = Reading(
            kind="pronoun", name=reading.owner, sex={"his": "m", "her": "f", "their": "p"}.get(reading.owner, "n")
        )
        pronoun = replace(pronoun, is_plural=pronoun.sex == "p")
        owner = self.memory.pronoun(pronoun, self.scene.sentence_at(start))
        if owner is None:
            return reading
        if owner.country is None:
            return replace(reading, belongs="none")
        if reading.beside:
            return self._neighbour(reading, owner.country)
        if reading.kind in ("party", "source"):
            return reading
        name = reading.name
        if reading.formal:
            name = f"{reading.formal} of {countries()[owner.country].name}"
        elif reading.kind in ("group", "persons", "unknown"):
            name = f"{countries()[owner.country].adjective} {reading.name}"
        return replace(reading, country=owner.country, name=name)

    def _beside_whom(self, beside: str) -> str | None:
        """The state given, else the one that the page is about, or last named."""
        if beside != "?":
            return beside
        last = next((seen.country for seen in reversed(self.memory.seen) if seen.kind == "state"), None)
        return self.scene.theme or last

    def _neighbour(self, reading: Reading, owner: str | None) -> Reading:
        """The neighbour that the page talks about most, of those in the direction told; else the only one there."""
        if owner is None:
            return reading
        told = reading.name.casefold()
        direction = next((side for side in ("north", "south", "east", "west") if f"{side}ern " in f"{told} "), "")
        beside = neighbours_towards(owner, direction)
        code = most_common(code for _, _, code in self.scene.states if code in beside)
        if code is None and len(beside) == 1:
            code = beside[0]
        if code is None:
            return reading
        return replace(reading, kind="state", name=countries()[code].name, country=code, sector=None)

    def _placed(self, reading: Reading, start: int) -> Reading:
        """The state of a body or group that no words near it tell: the page's home, or the one talked about."""
        if reading.country is not None or reading.owner in ("our", "my", "your"):
            return reading
        if reading.kind in ("body", "unknown") and not reading.is_known:
            return replace(reading, country=self.scene.theme)
        if reading.belongs == "none":
            return reading
        code = self._talked_about(start)
        if reading.belongs == "home":
            code = self._home_country() or code
        if code is None:
            return reading
        name = reading.name
        if reading.formal:
            name = f"{reading.formal} of {countries()[code].name}"
        elif reading.kind in ("group", "persons"):
            name = f"{countries()[code].adjective} {reading.name}"
        return replace(reading, country=code, name=name)

    def _shared(self, reading: Reading, start: int) -> Reading:
        """A name that bodies of several states bear: of the tables' state where the page speaks of that one."""
        named = {code for _, _, code in self.scene.states} | {self._home_country()}
        code = self._talked_about(start) or self._home_country()
        if reading.country in named or code is None:
            return reading
        return replace(reading, name=reading.shared, country=code)

    def _home_country(self) -> str | None:
        return self.home.country if self.home is not None and not self.is_comment else None

    def _talked_about(self, start: int) -> str | None:
        """The state named nearest in the sentence, the page's own left aside; else the one that the page is about."""
        here = self.scene.sentence_at(start)
        word = self.scene.word_range(start, start + 1)[0]
        near = [
            (abs(self.scene.units[index].start - word), code)
            for index, sentence, code in self.scene.states
            if sentence == here and code != self._home_country()
        ]
        return min(near)[1] if near else self.scene.theme

    def _pass_names(self, upto: int, start: int) -> int:
        """Remember the names that stand between the last mention and this one."""
        if not self.scene.units:
            return upto
        stop = self.scene.word_range(start, start + 1)[0]
        index = self.scene.unit_at(upto) if upto < len(self.scene.words) else len(self.scene.units)
        for unit in self.scene.units[index:]:
            if unit.start >= stop:
                break
            if unit.start >= upto and unit.sense is not None and not unit.sense.is_common:
                self._pass(unit)
        return max(upto, stop)

    def _pass(self, unit: Unit) -> None:
        reading = read_phrase([unit], self.scene.on)
        self._remember(reading, self.scene.start_of(unit), is_mention=False)

    def _remember(self, reading: Reading, start: int, *, is_mention: bool = True) -> None:
        if reading.kind in ("speaker", "pronoun") and reading.country is None and not reading.is_known:
            return
        actor = Seen(
            start=start,
            sentence=self.scene.sentence_at(start),
            name=reading.name,
            country=reading.country,
            sector=reading.sector,
            kind=reading.kind,
            heads=heads_of(reading),
            sex=reading.sex if reading.sex in ("m", "f") else "",
            is_plural=reading.is_plural,
            is_mention=is_mention,
        )
        self.memory.add(actor)
        if reading.kind == "person" and " " in reading.head and reading.country is not None:
            self.memory.introduce(actor, reading.head)

    def _entity(self, reading: Reading, start: int, end: int) -> Entity:
        return Entity(
            name=reading.name or "unspecified",
            country=reading.country,
            sector=reading.sector,
            text=self.scene.text[start:end],
            span=Span(start, end),
        )


def _is_diplomat(reading: Reading) -> bool:
    """Whom a page talks about as an ambassador serves another state than the one talked about."""
    return any(role.split(" ")[-1] in _DIPLOMATS for role in reading.roles)


def _as_seen(reading: Reading, seen: Seen) -> Reading:
    """The reading with the antecedent's identity."""
    return replace(
        reading, kind=seen.kind, name=seen.name, country=seen.country, sector=seen.sector, sex=seen.sex,
        is_plural=seen.is_plural, is_known=True,
    )  # fmt: skip
