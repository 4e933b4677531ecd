"""A phrase alone, as of a day, to the actor that it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from dragoman.records import Entity, Span
from dragoman.who.lexicon import lexicon
from dragoman.who.offices import holder_of
from dragoman.who.phrase import read_phrase
from dragoman.who.reading import Reading
from dragoman.who.units import units
from dragoman.who.words import key_of, words

_ALIKE = 90.0
_LONG = 12


def resolve(phrase: str, on: date | None = None) -> Entity:
    """The actor that the phrase names, without a page around it.

    on: the day that offices are looked up for; without it they stay descriptions. What is not known keeps its own
    words as name. An empty phrase is "unspecified".
    """
    text = phrase.strip()
    if not text:
        return Entity(name="unspecified")
    reading = read_phrase(units(words(text)), on)
    if not reading.is_known:
        reading = _alike(text, reading)
    reading = _by_title(reading, on)
    return Entity(
        name=reading.name or text,
        country=reading.country,
        sector=reading.sector,
        text=phrase,
        span=Span(0, len(phrase)),
    )


def _alike(text: str, reading: Reading) -> Reading:
    """A long known name written almost so."""
    key = key_of(text)
    if len(key) < _LONG or reading.kind not in ("unknown", "person") or reading.roles:
        return reading
    hit = process.extractOne(key, lexicon().long_names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if hit is None:
        return reading
    sense = lexicon().long_names[hit[0]]
    return replace(reading, name=sense.name, country=sense.country, sector=sense.sector, is_known=True)


def _by_title(reading: Reading, on: date | None) -> Reading:
    """The state that a title points to by itself, and then the office's holder."""
    if reading.kind != "role" or reading.country is not None or reading.title_state in ("", "-"):
        return reading
    holder = holder_of(reading.office, reading.title_state, on) if reading.office else None
    if holder is not None and reading.article != "indefinite":
        return replace(reading, name=holder.name, country=holder.country, sector=holder.sector)
    return replace(reading, country=reading.title_state)
