"""A spaCy Doc as the words that the network sees, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.reader.features import NO_START, START, Words, open_starts, quoted_words


@dataclass(frozen=True, slots=True)
class Laid:
    """The words of a Doc without its blank tokens. tokens: the token index of each word."""

    words: Words
    tokens: tuple[int, ...]


def lay(doc: Doc) -> Laid:
    """Words with what is known of sentence starts: line breaks, blanks, and starts that the Doc was given."""
    tokens = [t for t in doc if not t.is_space]
    words = [t.text for t in tokens]
    if doc.has_annotation("SENT_START"):
        known = [START if t.is_sent_start else NO_START for t in tokens]
    else:
        known = open_starts(
            words, [t.i > 0 and not doc[t.i - 1].is_space and not doc[t.i - 1].whitespace_ for t in tokens]
        )
        for at in _line_starts(doc, tokens):
            known[at] = START
    lines = [k == START for k in known]
    return Laid(Words(tuple(words), tuple(known), tuple(quoted_words(words, lines))), tuple(t.i for t in tokens))


def _line_starts(doc: Doc, tokens: Sequence[Token]) -> Iterator[int]:
    """Numbers of the tokens before which only blanks with a line break stand, and of the first."""
    end = 0
    for at, token in enumerate(tokens):
        if at == 0 or "\n" in doc[end : token.i].text:
            yield at
        end = token.i + 1
