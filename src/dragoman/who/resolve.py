"""A phrase alone, as of a day, to the actor that it names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dragoman.codes.actors import own_actors
from dragoman.records import Entity, Span
from dragoman.who.lexicon import Sense, lexicon, state_on
from dragoman.who.offices import holder_of, person_called
from dragoman.who.phrase import read_phrase, read_text
from dragoman.who.reading import Reading
from dragoman.who.units import Unit, forenames, units
from dragoman.who.words import key_of, words

_ALIKE = 90.0
_LONG = 12
_LETTERS_APART = 3
_SHORT = 6


def resolve(phrase: str, on: date | None = None) -> Entity:
    """The actor that the phrase names, without a page around it.

    on: the day that offices are looked up for; without it they stay descriptions. What is not known keeps its own
    words as name. An empty phrase is "unspecified".
    """
    text = phrase.strip()
    if not text:
        return Entity(name="unspecified")
    reading = _read(text, on)
    return Entity(
        name=reading.name or text,
        country=reading.country,
        sector=reading.sector,
        text=phrase,
        span=Span(0, len(phrase)),
    )


@lru_cache(maxsize=65536)
def _read(text: str, on: date | None) -> Reading:
    """What the text names; kept, since the same phrases come again and again."""
    found = units(words(text))
    reading = read_phrase([_respelt(unit) if unit.kind == "name" else unit for unit in found], on)
    if not reading.is_known:
        reading = _by_surname(_alike(reading, on), on)
    return _by_title(reading, on)


def forget() -> None:
    """Let go of everything that was made of the tables, after the user's own have changed."""
    for made in (
        own_actors,
        lexicon,
        forenames,
        read_text,
        _read,
        _state_alike,
        _state_words,
        _sense_alike,
        _by_letter,
    ):
        made.cache_clear()


def _respelt(unit: Unit) -> Unit:
    """An unknown name of one word that is the name of a state, its people or its seat but for a letter or two."""
    if len(unit.key) < _SHORT or " " in unit.key or lexicon().surnames.get(unit.key):
        return unit
    key = _state_alike(unit.key)
    if key is None:
        return unit
    senses = tuple(entry.sense for entry in lexicon().entries[key] if entry.sense.names_state)
    return replace(unit, kind="known", key=key, senses=senses)


@lru_cache(maxsize=16384)
def _state_alike(key: str) -> str | None:
    """The only word for a state that differs by one letter, or by two in long words, and begins alike."""
    apart = 2 if len(key) >= 9 else 1
    near = [word for word in _state_words().get(key[0], ()) if OSA.distance(key, word, score_cutoff=apart) <= apart]
    states = {lexicon().entries[word][0].sense.country for word in near}
    return min(near, key=lambda word: OSA.distance(key, word)) if len(states) == 1 else None


@cache
def _state_words() -> dict[str, tuple[str, ...]]:
    """Words of six letters and more that stand for a state, its people or its seat, by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, entries in lexicon().entries.items():
        if len(key) >= _SHORT and " " not in key and entries[0].sense.kind in ("state", "adjective", "people", "seat"):
            found[key[0]].append(key)
    return {letter: tuple(keys) for letter, keys in found.items()}


def _alike(reading: Reading, on: date | None) -> Reading:
    """A long known name written almost so; with a title only that of a person, of the state told if one is told."""
    key = key_of(reading.name) if reading.roles else reading.head and key_of(reading.name)
    if len(key) < _LONG or reading.kind not in ("unknown", "person"):
        return reading
    sense = _sense_alike(key)
    if sense is None or (reading.roles and sense.kind != "person"):
        return reading
    if reading.country not in (None, sense.country):
        return reading
    country, sector = state_on(sense, on)
    return replace(reading, name=sense.name, country=country, sector=sector, is_known=True)


@lru_cache(maxsize=16384)
def _sense_alike(key: str) -> Sense | None:
    keys = _by_letter().get(key[0], ())
    fitting = [known for known in keys if abs(len(known) - len(key)) <= _LETTERS_APART]
    hit = process.extractOne(key, fitting, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return lexicon().long_names[hit[0]] if hit is not None else None


@cache
def _by_letter() -> dict[str, tuple[str, ...]]:
    """Keys of long names by their first letter: nobody mistakes that one."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in lexicon().long_names:
        found[key[0]].append(key)
    return {letter: tuple(keys) for letter, keys in found.items()}


def _by_surname(reading: Reading, on: date | None) -> Reading:
    """A surname alone: of the only one so called who holds or held office about the day."""
    if reading.is_known or reading.kind != "person" or " " in reading.head or reading.country or reading.roles:
        return reading
    known = person_called(reading.head, None, (), on)
    if known is None:
        return reading
    country, sector = state_on(known, on)
    return replace(reading, name=known.name, country=country, sector=sector, is_known=True)


def _by_title(reading: Reading, on: date | None) -> Reading:
    """The state that a title points to by itself, and then the office's holder."""
    if reading.kind != "role" or reading.country is not None or reading.title_state in ("", "-"):
        return reading
    holder = holder_of(reading.office, reading.title_state, on) if reading.office else None
    if holder is not None and reading.article != "indefinite":
        country, sector = state_on(holder, on)
        return replace(reading, name=holder.name, country=country, sector=sector)
    return replace(reading, country=reading.title_state)
