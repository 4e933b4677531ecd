"""Captured pages to what is kept of them: every offset led back from the reading text to the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import PageError
from dragoman.flow.dating import dated
from dragoman.records import (
    Claim,
    Document,
    Entity,
    Event,
    Holder,
    Interval,
    Place,
    Reading,
    Relation,
    Span,
    Statement,
    Timex,
    Voice,
)
from dragoman.records.evidence import unique_span
from dragoman.store.protocol import Read

MOST_CHARACTERS = 300_000
"""Of reading text: fifty thousand words, of which the scores fill about a gigabyte."""
Someone = TypeVar("Someone", Entity, Holder)


def read_documents(nlp: Language, documents: Iterable[Document], made_by: str) -> Iterator[Read]:
    """Each document, read, in order."""
    return (read_document(nlp, document, made_by) for document in documents)


def read_document(nlp: Language, document: Document, made_by: str) -> Read:
    """What is kept of one document. Raises PageError if it is too long.

    A page that states no day of publication is dated first: relative times and offices count from it.
    A page goes through the network alone: the int8 scales span a batch, so that a neighbour would change its claims.
    """
    refuse_long(document.reading.text, document.path)
    doc = prepared(nlp, document)
    document = dated(document, doc)
    doc._.published = _anchor(document)
    return to_page(document, nlp(doc), made_by)


def refuse_long(text: str, place: str) -> None:
    """Raises PageError if the text is too long to be read at once."""
    if len(text) > MOST_CHARACTERS:
        raise PageError(f"longer than {MOST_CHARACTERS:,} characters", place=place, remedy="split it into several")


def prepared(nlp: Language, document: Document) -> Doc:
    """The reading text as a Doc that knows its publication, publisher and voices."""
    doc = nlp.make_doc(document.reading.text)
    doc._.published = _anchor(document)
    doc._.publisher = document.publisher.value if document.publisher else None
    doc._.voices = voices(document.reading)
    return doc


def _anchor(document: Document) -> Interval | None:
    """The days that times are reckoned from; none where they are likelier wrong than right."""
    published = document.published
    return published.interval if published and not published.is_weak else None


def voices(reading: Reading) -> tuple[Voice, ...]:
    """Stretches of the reading text written by somebody else than the page's author."""
    out: list[Voice] = []
    at = 0
    for line, text in zip(reading.lines, reading.text.split("\n"), strict=True):
        if line.voice and text:
            posted = line.posted.interval if line.posted else None
            out.append(Voice(at, at + len(text), line.voice, posted, line.to))
        at += len(text) + 1
    return tuple(out)


def to_page(document: Document, doc: Doc, made_by: str) -> Read:
    """What the Doc holds, in the page's own offsets and words."""
    page = _Page(document)
    claims = [page.claim(c, f"{document.id}-{n}") for n, c in enumerate(doc._.claims, 1)]
    return Read(
        document=document,
        claims=tuple(claims),
        actors=tuple(page.entity(e) for e in doc._.actors),
        timexes=tuple(page.timex(t) for t in doc._.timexes),
        places=tuple(page.place(p) for p in doc._.places),
        made_by=made_by,
    )


class _Page:
    """Leads spans of one document's reading text back to its page."""

    def __init__(self, document: Document) -> None:
        self._id, self._text, self._map = document.id, document.text, document.reading.offsets

    def words(self, span: Span) -> str:
        return span.quote(self._text)

    def _span(self, span: Span) -> Span:
        """The same stretch of the page, without space at either end."""
        span = self._map.to_source(span)
        words = self.words(span)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else span

    def claim(self, c: Claim, id: str) -> Claim:
        span = unique_span(self._text, self._span(c.evidence))
        return replace(
            c,
            id=id,
            document=self._id,
            quote=self.words(span),
            evidence=span,
            proposition=self._proposition(c.proposition),
            holders=tuple(self._holder(h) for h in c.holders),
        )

    def _proposition(self, p: Event | Relation | Statement) -> Event | Relation | Statement:
        if isinstance(p, Statement):
            span = self._span(p.content_span)
            return Statement(content=self.words(span), content_span=span)
        span = self._map.to_source(p.trigger_span)
        actors, recipients = (tuple(map(self.entity, side)) for side in (p.actors, p.recipients))
        return replace(p, trigger=self.words(span), trigger_span=span, actors=actors, recipients=recipients)

    def entity(self, e: Someone) -> Someone:
        if e.span is None:
            return e
        span = self._map.to_source(e.span)
        return replace(e, span=span, text=self.words(span))

    def _holder(self, h: Holder) -> Holder:
        h = self.entity(h)
        if h.cue_span is None:
            return h
        span = self._map.to_source(h.cue_span)
        return replace(h, cue_span=span, cue=self.words(span), members=tuple(self.entity(m) for m in h.members))

    def timex(self, t: Timex) -> Timex:
        span = self._map.to_source(Span(t.start_char, t.end_char))
        return replace(t, start_char=span.start, end_char=span.end)

    def place(self, p: Place) -> Place:
        return replace(p, span=self._map.to_source(p.span))
