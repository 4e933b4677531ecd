"""Whether a name means the place: in Baku; not Baku denied, talks between Moscow and Washington, according to Tehran.

Only names of states and their seats are in doubt; a town or a mountain is always a place.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from dragoman.where import signs
from dragoman.where.context import is_state_name

_NOT_PLACE_DEPS = ("nsubj", "obj", "iobj", "dobj", "poss", "nmod:poss", "vocative", "agent", "csubj")
_LINKS = frozenset({"and", "or", ",", "&"})
_REACH = 4
_UNSURE = 0.1  # between this and its contrary the reader's word on metonymy is not taken


def is_place(name: Span, after_place: bool) -> bool:
    """Whether the name means where something is. after_place: the name just before it does."""
    if not is_state_name(name.text.removeprefix("the ")):
        return True
    if is_dateline(name) or _heads_settlement(name):
        return True
    if _is_official(name) or _is_owner(name):
        return False
    acts = (name.doc._.metonyms or {}).get(name.start)
    if acts is not None and not _UNSURE < acts < 1 - _UNSURE:
        return bool(acts < _UNSURE)
    if _lower(name.doc, name.start - 1) in signs.words("reaching"):
        return True
    doc = name.doc
    if doc.has_annotation("DEP") and name.root.dep_.startswith(_NOT_PLACE_DEPS):
        return False
    before = _governor(name)
    if before is None:
        return after_place and follows_link(name)
    if before.lower_ == "of":
        return _lower(doc, before.i - 1) in signs.words("settlement")
    return _lower(doc, before.i) in signs.words("locative") and not _is_addressed(doc, before)


def follows_link(name: Span) -> bool:
    """Whether a comma or `and` stands right before the name."""
    at = name.start - 1
    while at >= 0 and name.doc[at].lower_ in signs.words("before_name"):
        at -= 1
    return at >= 0 and name.doc[at].lower_ in _LINKS


def _governor(name: Span) -> Token | None:
    """The preposition before the name, skipping articles, compass points and `city of`; None where there is none."""
    doc, at = name.doc, name.start - 1
    while at >= 0 and not name.doc[at].is_sent_start and doc[at].lower_ in signs.words("before_name"):
        at -= 1
    if at < 0:
        return None
    token = doc[at]
    known = signs.words("locative") | {"of"}
    if token.lower_ in known:
        return token
    if token.lower_ in signs.words("settlement") and _lower(doc, at - 1) in signs.words("before_name"):
        return _governor(doc[at : name.end])
    return None


def _is_addressed(doc: Doc, preposition: Token) -> bool:
    """to, from and through after words of speaking and giving: aid to Baku, support from Moscow, said to Tehran."""
    if preposition.lower_ not in ("to", "from", "through", "toward", "towards", "over", "under"):
        return False
    nearby = range(max(0, preposition.i - _REACH), preposition.i)
    return any(_lower(doc, i) in signs.words("no_place") for i in nearby)


def is_dateline(name: Span) -> bool:
    """BAKU, April 5 (Invented Agency) — at the head of a line."""
    doc = name.doc
    before = doc[name.start - 1] if name.start else None
    if before is not None and "\n" not in before.text_with_ws:
        return False
    if name.text.isupper() and len(name.text) > 3:
        return True
    rest = doc[name.end : name.end + 10].text.split("\n")[0]
    return rest[:1] in (",", "(", "—", "–", "-", "/") and any(dash in rest for dash in ("—", "–", " - ", "--"))


def _heads_settlement(name: Span) -> bool:
    """the Baku airport, Tehran's southern suburbs."""
    doc, at = name.doc, name.end
    if _lower(doc, at) in ("'s", "’s"):
        at += 1
    while _lower(doc, at) in signs.words("before_name"):
        at += 1
    return _lower(doc, at) in signs.words("after_name")


def _is_official(name: Span) -> bool:
    return name.start > 0 and name.doc[name.start - 1].lower_ == "official"


def _is_owner(name: Span) -> bool:
    return _lower(name.doc, name.end) in ("'s", "’s", "'", "’") or name.text.endswith(("'s", "’s"))


def _lower(doc: Doc, at: int) -> str:
    return doc[at].lower_ if 0 <= at < len(doc) else ""
