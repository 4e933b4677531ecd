"""Actors and recipients that the tree shows where the network points at none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.records import Finding, Mention

_TWO_SIDED = frozenset({"ALLIED_WITH", "COOPERATE", "HOLDS_OFFICE", "PART_OF"})
_TO = frozenset({"to", "against", "on", "upon", "at", "with", "for", "of", "into", "toward", "towards", "from"})
_SHARING = frozenset({"amod", "compound", "nmod"})
_CONJUNCTS = frozenset({"conj", "appos"})


def with_arguments(doc: Doc, finding: Finding) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Actors and recipients of a finding; an empty side is filled from the tree where that names somebody."""
    token = doc[finding.trigger]
    finding = replace(finding, actors=_joined(doc, finding.actors), recipients=_joined(doc, finding.recipients))
    actors = finding.actors or _mentioned(doc, subjects(token), finding.recipients)
    if finding.recipients or finding.type in _TWO_SIDED:
        return actors, finding.recipients
    return actors, _mentioned(doc, objects(token), actors)


def _joined(doc: Doc, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """With those that share a noun: of "French and Egyptian warships" the network may point at the last alone."""
    found = dict.fromkeys(partner for m in mentions for partner in (*_partners(doc, m), m))
    return tuple(found)


def _partners(doc: Doc, mention: Mention) -> Iterator[Mention]:
    known = doc._.entities or {}
    for child in doc[mention.head].children:
        shares = child.dep_ in _SHARING and any(c.dep_ == "conj" and _holds(mention, c) for c in child.children)
        partner = _around(doc, child) if shares and child.i < mention.start else None
        if partner is not None and partner in known and known[partner].country:
            yield partner


def _holds(mention: Mention, token: Token) -> bool:
    return mention.start <= token.i < mention.end


def subjects(token: Token) -> Iterator[Token]:
    """Who does it: the subject of an active verb, the agent of a passive one, the possessor of a nominal."""
    for child in token.children:
        if child.dep_ in ("nsubj", "obl:agent", "nmod:poss"):
            yield from _with_conjuncts(child)


def objects(token: Token) -> Iterator[Token]:
    """To whom: objects, the subject of a passive, and what a preposition of direction joins to it."""
    for child in token.children:
        if child.dep_ in ("obj", "iobj", "nsubj:pass") or (child.dep_ in ("obl", "nmod") and _case(child) in _TO):
            yield from _with_conjuncts(child)


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.lefts if c.dep_ == "case"), "")


def _with_conjuncts(token: Token) -> Iterator[Token]:
    yield token
    yield from (c for c in token.children if c.dep_ in _CONJUNCTS)


def _mentioned(doc: Doc, tokens: Iterator[Token], taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Mentions of actors that these tokens head; only those that are known to belong to somebody."""
    known = doc._.entities or {}
    around = (_around(doc, t) for t in tokens)
    found = dict.fromkeys(m for m in around if m is not None)
    return tuple(m for m in found if m not in taken and m in known and (known[m].country or known[m].sector))


def _around(doc: Doc, token: Token) -> Mention | None:
    """The mention that a token heads, else the shortest one that holds it."""
    holding = [m for m in doc._.mentions if m.start <= token.i < m.end]
    return min(holding, key=lambda m: (m.head != token.i, m.end - m.start), default=None)
