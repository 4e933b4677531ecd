"""The spaCy component `what`: doc._.findings and doc._.entities to doc._.propositions."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.records import RELATION_TYPES, Entity, Event, Finding, Mention, Relation, Span
from dragoman.records.extensions import register
from dragoman.what.arguments import with_arguments
from dragoman.what.modes import fits
from dragoman.what.offices import head_of_title, held_in, office_title

PRONOUNS = frozenset(
    "he she it they him her them his its their we us our i me my you your who which that this these those both".split()
)


class WhatComponent:
    """Finds nothing itself: it lays findings and entities together and tidies the lists."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Lay doc._.findings and doc._.entities together."""
        doc._.propositions = tuple((f, proposition(doc, f)) for f in doc._.findings)
        return doc


def proposition(doc: Doc, finding: Finding) -> Event | Relation:
    """The event or relation of a finding."""
    token = doc[finding.trigger]
    span = Span(token.idx, token.idx + len(token.text))
    acting, receiving = with_arguments(doc, finding)
    actors = entities(doc, acting)
    recipients = [e for e in entities(doc, receiving) if not _is_among(e, actors)]
    if finding.type not in RELATION_TYPES:
        mode = finding.mode if finding.mode and fits(finding.type, finding.mode) else None
        return Event(
            type=finding.type, mode=mode, trigger=token.text, trigger_span=span, actors=tuple(actors),
            recipients=tuple(recipients),
        )  # fmt: skip
    mode = None
    if finding.type == "HOLDS_OFFICE":
        office = head_of_title(token)
        mode = office_title(office)
        recipients = held_in(office, actors, recipients)
    return Relation(
        type=finding.type, mode=mode, trigger=token.text, trigger_span=span, actors=tuple(actors),
        recipients=tuple(recipients),
    )  # fmt: skip


def entities(doc: Doc, mentions: Sequence[Mention]) -> list[Entity]:
    """The actors that mentions name, each once; pronouns that add nothing to a named one are left out."""
    known: dict[Mention, Entity] = doc._.entities or {}
    out: list[Entity] = []
    for m in mentions:
        entity = known.get(m) or _bare(doc, m)
        if not _is_among(entity, out):
            out.append(entity)
    named = [e for e in out if e.country or (e.text or "").lower() not in PRONOUNS]
    return named if any(e.country for e in named) else out


def _bare(doc: Doc, m: Mention) -> Entity:
    words = doc[m.start : m.end]
    return Entity(name=words.text, text=words.text, span=Span(words.start_char, words.end_char))


def _is_among(entity: Entity, others: Sequence[Entity]) -> bool:
    return any(_same(entity, o) for o in others)


def _same(a: Entity, b: Entity) -> bool:
    """Whether two entries of one list are one actor: same words or name, or a bare state beside its own people."""
    if a.span == b.span or a.name == b.name:
        return True
    if a.country is None or a.country != b.country:
        return False
    return a.sector == b.sector and bool(_is_plain(a) or _is_plain(b))


def _is_plain(e: Entity) -> bool:
    return e.sector is None or (e.text or "").lower() in PRONOUNS


@Language.factory("what")
def make_what(nlp: Language, name: str) -> WhatComponent:
    """The component; it has no settings."""
    return WhatComponent()
