"""Shared by all tests: Docs built by hand, without the network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.records import Mention
from dragoman.records.extensions import register

register()
_NLP = spacy.blank("en")


@pytest.fixture
def make_doc() -> Callable[..., Doc]:
    """make_doc(text, sentence_starts): a Doc of spaCy's words, sentences starting at the token numbers given."""

    def build(text: str, starts: tuple[int, ...] = (0,)) -> Doc:
        doc = _NLP.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i in starts
        return doc

    return build


@pytest.fixture
def mention() -> Callable[[Doc, str], Mention]:
    """mention(doc, words): the mention of these words, head last."""

    def find(doc: Doc, words: str) -> Mention:
        at = doc.text.index(words)
        span = doc.char_span(at, at + len(words))
        assert span is not None
        return Mention(span.start, span.end, span.end - 1)

    return find
