"""The public way in: a Doc → the places that it names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from dragoman.records import Place, Span
from dragoman.where import signs
from dragoman.where.context import country_weights
from dragoman.where.gazetteer import Location, locate, namesakes
from dragoman.where.usage import follows_link, is_dateline, is_place

_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 4


def find_places(doc: Doc) -> tuple[Place, ...]:
    """The places named in a text, in order: those that speak of where, not those that stand for a government.

    Names come from doc.ents; where a Doc has none, from capitalised names that the gazetteer knows after a preposition
    of place. Names that the gazetteer lacks keep their words, without degrees and country.
    """
    weights = country_weights(doc.text)
    found: list[Place] = []
    last: Tokens | None = None
    for name in _names(doc):
        after_place = last is not None and name.start - last.end <= 3
        if not is_place(name, after_place):
            continue
        last = name
        found.append(_place(name, weights))
    return _within_neighbours(doc, tuple(found))


def _names(doc: Doc) -> Iterator[Tokens]:
    if doc.ents:
        yield from (ent for ent in doc.ents if ent.label_ in _LABELS)
    else:
        yield from _known_names(doc)


def _known_names(doc: Doc) -> Iterator[Tokens]:
    """Capitalised names of the gazetteer after in, near, from …, and those linked to them by a comma or `and`."""
    at, end = 0, -1
    while at < len(doc):
        size = _known_length(doc, at)
        name = doc[at : at + size]
        is_linked = end >= 0 and at - end <= 2 and size > 0 and follows_link(name)
        if size and (is_linked or _follows_preposition(doc, at) or is_dateline(name)):
            yield name
            end = at + size
        at += max(1, size)


def _known_length(doc: Doc, at: int) -> int:
    """Words of the longest known name that begins at a token; 0 if none, or if it goes on (the New York Times)."""
    if not doc[at].text[0].isupper():
        return 0
    for size in range(min(_LONGEST, len(doc) - at), 0, -1):
        words = doc[at : at + size].text
        if words[-1].isalpha() and "\n" not in words and namesakes(words):
            return 0 if _goes_on(doc, at + size) else size
    return 0


def _goes_on(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text[0].isupper() and doc[at].is_alpha and doc[at - 1].whitespace_ != ""


def _follows_preposition(doc: Doc, at: int) -> bool:
    at -= 1
    while at >= 0 and doc[at].lower_ in signs.words("before_name") | signs.words("settlement") | {"of"}:
        at -= 1
    return at >= 0 and doc[at].lower_ in signs.words("locative")


def _place(name: Tokens, weights: dict[str, float]) -> Place:
    words = name.text.removesuffix("'s").removesuffix("’s")
    known = locate(words, weights)
    span = Span(name.start_char, name.start_char + len(words))
    if known is None:
        return Place(name=" ".join(words.split()), country=None, latitude=None, longitude=None, span=span)
    return _placed(known, span)


def _placed(known: Location, span: Span) -> Place:
    return Place(name=known.name, country=known.country, latitude=known.latitude, longitude=known.longitude, span=span)


def _within_neighbours(doc: Doc, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Tripoli, Lebanon: a country right after a comma settles which namesake is meant."""
    found, text = list(places), doc.text
    for i, (place, after) in enumerate(pairwise(places)):
        between = text[place.span.end : after.span.start].strip()
        if between in (",", "in", ", in") and after.country and place.country != after.country:
            inside = [p for p in namesakes(place.span.quote(text)) if p.country == after.country]
            if inside:
                found[i] = _placed(max(inside, key=lambda p: p.population), place.span)
    return tuple(found)
