"""Acronyms that a page introduces: Long Name (LN)."""

from __future__ import annotations

from dragoman.who.lexicon import Sense
from dragoman.who.phrase import read_phrase
from dragoman.who.scene import Scene


def introduced_acronyms(scene: Scene) -> dict[str, Sense]:
    """What each acronym in brackets stands for, by its key; those that the lexicon knows otherwise are overruled."""
    found: dict[str, Sense] = {}
    parts = scene.units
    for at in range(1, len(parts) - 2):
        short = parts[at + 1]
        if parts[at].text != "(" or parts[at + 2].text != ")" or not short.text.isupper() or len(short.text) < 2:
            continue
        letters = [c for c in short.key if c.isalpha()]
        end = parts[at].start
        for first in range(max(0, end - 2 * len(letters)), end):
            if _spells(letters, [w.key for w in scene.words[first:end] if w.kind == "word"]):
                sense = _named(scene, first, end)
                found.setdefault(short.key, sense)
                break
    return found


_SMALL = frozenset("of for and the in on to a an by with from".split())


def _spells(letters: list[str], keys: list[str]) -> bool:
    """Whether the words' first letters make the acronym, small words counted or not."""
    full = [key[0] for key in keys]
    bare = [key[0] for key in keys if key not in _SMALL]
    return bool(keys) and keys[0] not in _SMALL and letters in (full, bare)


def _named(scene: Scene, first: int, end: int) -> Sense:
    inside = [unit for unit in scene.units if unit.start >= first and unit.end <= end]
    name = scene.text[scene.words[first].start : scene.words[end - 1].end]
    if len(inside) == 1 and inside[0].sense is not None and not inside[0].sense.is_common:
        return inside[0].sense
    reading = read_phrase(inside, scene.on)
    country = reading.country
    before = next((u for u in reversed(scene.units) if u.end <= first), None)
    if country is None and before is not None and before.sense is not None and before.sense.names_state:
        country = before.sense.country
    return Sense(kind="body", name=name, country=country, sector=reading.sector)
