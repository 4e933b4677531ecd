"""The room as a spaCy component."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.records.extensions import register
from dragoman.where.finding import find_places


@Language.component("dragoman_where", assigns=["doc._.places"], requires=["doc.ents"])
def tell_places(doc: Doc) -> Doc:
    """The same Doc with `doc._.places` set."""
    doc._.places = find_places(doc)
    return doc


register()
