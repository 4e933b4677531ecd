"""The room as a spaCy component."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.records.extensions import register
from dragoman.when.finding import find_timexes


@Language.component("dragoman_when", assigns=["doc._.timexes"], requires=["doc._.published"])
def tell_times(doc: Doc) -> Doc:
    """The same Doc with `doc._.timexes` set."""
    doc._.timexes = find_timexes(doc, doc._.published)
    return doc


register()
