"""Offices: their title, and the state or body that they are held in, from the words around the trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.codes.names import country_names
from dragoman.records import Entity, Mention

_PARTS = frozenset({"compound", "amod", "flat", "nmod:poss"})
_IN_TITLE = frozenset({"ADJ", "PROPN", "NOUN", "PART"})
_OF = frozenset({"of", "for", "to", "at", "in"})
MAX_LEFT, MAX_RIGHT = 6, 4


def head_of_title(token: Token) -> Token:
    """The noun that a title hangs on: "Minister" for a trigger "Foreign" or "former"."""
    is_part = token.dep_ in ("amod", "compound") and token.head.pos_ in ("NOUN", "PROPN")
    return token.head if is_part and token.head.ent_type_ != "PERSON" else token


def office_title(token: Token) -> str | None:
    """The title around a trigger: "former Israeli Defense Minister" gives "Defense Minister"; None for a verb."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    left = token.i
    for child in sorted(token.lefts, key=lambda t: -t.i):
        if child.dep_ not in _PARTS or child.i != left - 1 or child.ent_type_ in ("GPE", "NORP", "PERSON"):
            break
        left = child.left_edge.i
    right = token.i + 1
    for child in token.rights:
        has_case = any(c.dep_ == "case" and c.lower_ in ("of", "for") for c in child.lefts)
        if child.dep_ == "nmod" and has_case and child.left_edge.i == right:
            right = child.right_edge.i + 1
            break
    return str(token.doc[left:right].text)


def held_in(token: Token, actors: Sequence[Entity], pointed: list[Entity]) -> list[Entity]:
    """The body that the title itself names, else the state of who holds it, else what the network points at."""
    named = [e for m in _beside(token) if (e := _body(token.doc, m, actors))]
    if named:
        return named[:1]
    code = next((a.country for a in actors if a.country), None)
    if code in country_names():
        fitting = [e for e in pointed if e.country == code and not _names_the_office(e, token)]
        return fitting[:1] or [Entity(name=country_names()[code], country=code)]
    return pointed[:1]


def _names_the_office(entity: Entity, token: Token) -> bool:
    return entity.span is not None and entity.span.start <= token.idx < entity.span.end


def _beside(token: Token) -> Iterator[Mention]:
    """Mentions within the title's own phrase: "UN Special Envoy", "head of the East Bank Institute"."""
    doc = token.doc
    left = token.i
    while left > max(0, token.i - MAX_LEFT) and doc[left - 1].pos_ in _IN_TITLE and not doc[left - 1].is_sent_end:
        left -= 1
    right = _object_of_title(token)
    for m in doc._.mentions:
        if left <= m.head < token.i or (right is not None and m.start <= right < m.end):
            yield m


def _object_of_title(token: Token) -> int | None:
    """Token index of the word after "of" or "for" and its articles, close behind the title."""
    doc = token.doc
    for at in range(token.i + 1, min(len(doc) - 1, token.i + 1 + MAX_RIGHT)):
        if doc[at].lower_ in _OF:
            after = at + 1
            while after < len(doc) - 1 and doc[after].pos_ == "DET":
                after += 1
            return after
        if doc[at].is_punct or doc[at].pos_ == "VERB":
            return None
    return None


def _body(doc: Doc, m: Mention, actors: Sequence[Entity]) -> Entity | None:
    """The entity of a mention if it can be what an office is held in: a state or body, not the holder himself."""
    entity: Entity | None = (doc._.entities or {}).get(m)
    if entity is None or any(a.span == entity.span or a.name == entity.name for a in actors):
        return None
    if doc[m.head].ent_type_ == "PERSON" or not (entity.country or entity.sector):
        return None
    return entity
