"""Pages that do not say when they were published, dated by what their words and what stands around them tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from dragoman.records import DatingEvidence, Document
from dragoman.when.dating import DatingHints, date_page

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\D{0,30}?(?P<first>(?:19|20)\d\d)(?:\s*[–—-]\s*(?P<last>(?:19|20)\d\d))?", re.IGNORECASE
)
_URL_YEAR = re.compile(r"/(?P<year>(?:19[89]|20\d)\d)(?=[/-])")


def dated(document: Document, doc: Doc) -> Document:
    """The document with a publication interval inferred where it states none; its evidence lies in the page's text.

    doc: its reading text, with the voices of its readers. The document itself where it states a day or nothing tells.
    """
    if document.published is not None and not document.published.is_weak:
        return document
    publication = date_page(doc, hints(document, document.captured.day if document.captured else date.today()))
    if publication is None:
        return document
    evidence = tuple(_on_page(document, item) for item in publication.evidence)
    return replace(document, published=replace(publication, evidence=evidence))


def hints(document: Document, today: date) -> DatingHints:
    """What the page's lines outside its reading text, and its url, tell of its day."""
    return DatingHints(
        until=today,
        comments=tuple(_comment_days(document)),
        copyright=_copyright(document),
        url_year=_url_year(document),
    )


def _comment_days(document: Document) -> Iterator[tuple[date, str]]:
    """Days on which readers commented, with the words that tell."""
    for posted in dict.fromkeys(line.posted for line in document.lines if line.posted):
        if posted.interval.first == posted.interval.last:
            yield posted.interval.first, posted.basis


def _copyright(document: Document) -> tuple[int, str] | None:
    for line in document.lines:
        if line.role == "licence" and line.span is not None:
            match = _COPYRIGHT.search(line.span.quote(document.text))
            if match:
                return int(match["last"] or match["first"]), match.group()
    return None


def _url_year(document: Document) -> tuple[int, str] | None:
    match = _URL_YEAR.search(document.url.value) if document.url else None
    return (int(match["year"]), match.group()) if match else None


def _on_page(document: Document, item: DatingEvidence) -> DatingEvidence:
    if item.span is None:
        return item
    span = document.reading.offsets.to_source(item.span)
    return replace(item, span=span, quote=" ".join(span.quote(document.text).split()))
