"""Persons with what stands around their names: titles before, appositions after."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.codes.actors.word_sets import word_set
from dragoman.who.memory import Seen, heads_of
from dragoman.who.phrase import merge, read_phrase
from dragoman.who.reading import Reading
from dragoman.who.scene import Scene
from dragoman.who.units import Unit

_WITHIN_TITLE = word_set("within_title")
_TITLE_WORDS = 10
_APPOSITION_WORDS = 14


def introductions(scene: Scene) -> Iterator[tuple[Seen, str]]:
    """Every full name on the page as a person, with the key of the name."""
    for unit in scene.units:
        known = unit.is_a("person")
        if not known and not (unit.kind == "name" and 2 <= len(unit.key.split(" ")) <= 4):
            continue
        reading = read_phrase([unit], scene.on)
        is_ship = reading.kind == "body" and reading.head == "ship"
        if reading.kind != "person" and not is_ship:
            continue
        added = around(scene, unit.start, unit.end) if not is_ship else None
        if added is not None:
            reading = merge(reading, added)
        start = scene.start_of(unit)
        yield (
            Seen(
                start=start,
                sentence=scene.sentence_at(start),
                name=reading.name,
                country=reading.country,
                sector=reading.sector,
                kind=reading.kind,
                heads=heads_of(reading),
                sex=reading.sex,
            ),
            unit.key,
        )


def around(scene: Scene, first: int, last: int) -> Reading | None:
    """The title before and the apposition after the words [first, last), read as one; None where there is none."""
    before = _before(scene, first)
    after = _after(scene, last)
    if before is not None and after is not None:
        return merge(before, after)
    return before or after


def _before(scene: Scene, first: int) -> Reading | None:
    index = scene.unit_at(first) - 1
    if index >= 0 and scene.units[index].text == ",":
        index -= 1
    taken: list[Unit] = []
    while index >= 0 and first - scene.units[index].start <= _TITLE_WORDS:
        unit = scene.units[index]
        if not (unit.senses or unit.kind in ("poss", "hyphen") or unit.key in _WITHIN_TITLE):
            break
        taken.append(unit)
        index -= 1
    taken.reverse()
    while taken and not taken[0].senses:
        taken.pop(0)
    here = scene.units[scene.unit_at(first)]
    if here.is_a("role") and taken and not any(unit.is_a("role") for unit in taken):
        return _served(taken[-1])
    return _title(taken, scene)


def _served(unit: Unit) -> Reading | None:
    """The state or body right before a title: Royal Navy Commodore …"""
    sense = unit.sense
    if sense is None or sense.country is None or not (sense.names_state or sense.kind == "body"):
        return None
    return Reading(kind="role", name=unit.text, country=sense.country)


def _after(scene: Scene, last: int) -> Reading | None:
    if last >= len(scene.words) or scene.words[last].text not in (",", "("):
        return None
    index = scene.unit_at(last) + 1
    taken: list[Unit] = []
    for unit in scene.units[index:]:
        if unit.kind == "punct" or unit.start - last > _APPOSITION_WORDS:
            break
        taken.append(unit)
    if not any(unit.is_a("role") for unit in taken[:6]):
        return None
    return _title(taken, scene)


def _title(taken: list[Unit], scene: Scene) -> Reading | None:
    if not any(unit.is_a("role") for unit in taken):
        return None
    reading = read_phrase(taken, None)
    return reading if reading.kind == "role" else None
