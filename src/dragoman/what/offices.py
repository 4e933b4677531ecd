"""The title of an office, from its words on the page."""

from __future__ import annotations

from spacy.tokens import Token

_PARTS = frozenset({"compound", "amod", "flat", "nmod:poss"})


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
