"""Whose page it is: the publisher, or the state that the page's own titles and voice give away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.codes.actors.word_sets import word_set
from dragoman.codes.countries import countries
from dragoman.records import Entity, Voice
from dragoman.who.memory import most_common
from dragoman.who.phrase import read_phrase
from dragoman.who.scene import Scene
from dragoman.who.units import Unit, units
from dragoman.who.words import words

_SAYS = word_set("declares")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_WE = re.compile(r"\b(?:We|we|our|Our|I|my)\b")


def publisher_actor(scene: Scene, publisher: str | None, voices: Sequence[Voice] = ()) -> Entity | None:
    """Who speaks in the page's own voice: an outlet or international body; for a state's own bodies the state."""
    if publisher:
        found = _of_publisher(publisher)
        if found is not None:
            return found
    return _of_titles(scene) or _of_voice(scene, _own_words(scene.text, voices))


def _of_publisher(publisher: str) -> Entity | None:
    reading = read_phrase(units(words(publisher)))
    if reading.kind == "body" and reading.is_known:
        if reading.country is not None and reading.sector in ("GOV", "MIL", "SPY", "LEG", "COP", "JUD"):
            return state_entity(reading.country)
        return Entity(name=reading.name, country=reading.country, sector=reading.sector)
    if reading.country is not None and reading.kind in ("state", "org", "group", "persons", "person", "role"):
        return state_entity(reading.country)
    return Entity(name=publisher.strip() or "publisher", country=reading.country, sector="MED")


def state_entity(code: str) -> Entity:
    """The state itself."""
    return Entity(name=countries()[code].name, country=code)


def _of_titles(scene: Scene) -> Entity | None:
    """Titles that point to a state by themselves, where no state is named before them."""
    codes = []
    for index, unit in enumerate(scene.units):
        sense = unit.sense
        if sense is None or sense.kind != "role" or sense.state in ("", "-") or not _is_told_at_home(sense.name):
            continue
        before = scene.units[index - 1] if index else None
        if before is None or not (before.sense is not None and before.sense.names_state) or before.kind == "poss":
            codes.append(sense.state)
    code = most_common(codes)
    return state_entity(code) if code is not None and 2 * codes.count(code) > len(codes) else None


def _is_told_at_home(title: str) -> bool:
    """Whether only pages of the state itself leave the state out: Foreign Secretary, but not Secretary of State."""
    inside = "secretary" in title or title.startswith("minister for ") or title.endswith("office minister")
    return inside and title != "secretary of state"


def _own_words(text: str, voices: Sequence[Voice]) -> str:
    """The text with quotations and other people's stretches blanked, every character at its place."""
    for voice in voices:
        text = text[: voice.start] + " " * (voice.end - voice.start) + text[voice.end :]
    return _QUOTED.sub(lambda m: " " * len(m.group()), text)


def _of_voice(scene: Scene, own: str) -> Entity | None:
    """The state or body that declares things on a page that also says we: "X condemns …; we call on …"."""
    if not _WE.search(own):
        return None
    tally: dict[tuple[str, str | None], int] = {}
    first: dict[tuple[str, str | None], Unit] = {}
    for index, unit in enumerate(scene.units[:-1]):
        sense = unit.sense
        after = scene.units[index + 1]
        is_declared = after.key in _SAYS and own[scene.start_of(unit)] != " "
        if sense is None or not is_declared or not (sense.kind == "state" or sense.sector == "IGO"):
            continue
        who = (sense.name, sense.country)
        tally[who] = tally.get(who, 0) + 1
        first.setdefault(who, unit)
    if not tally:
        return None
    who = max(tally, key=lambda key: tally[key])
    sense = first[who].sense
    return Entity(name=who[0], country=who[1], sector=sense.sector if sense is not None else None)
