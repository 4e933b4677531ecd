"""The sentences of a page's own body, folded so that one that is copied meets its copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from dragoman.records import Document, Span

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[—–-]*[^\W_a-z])")
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"|«[^»]*(?:»|$)")
_BODY, _HEADS = frozenset({"body"}), frozenset({"title", "deck"})
_SHORTEST = 5
"""Words: shorter sentences ("He declined to comment.") stand on many pages."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body. span: in the page's text; words: casefolded, without signs; own: how many of them stand
    outside quotation marks."""

    span: Span
    words: tuple[str, ...]
    own: int

    @cached_property
    def folded(self) -> str:
        """The words, joined by spaces."""
        return " ".join(self.words)

    @cached_property
    def key(self) -> int:
        """The same for the same words, on any machine: 64 bits."""
        return int.from_bytes(blake2b(self.folded.encode("utf-8", "backslashreplace"), digest_size=8).digest(), "big")

    @cached_property
    def figures(self) -> frozenset[str]:
        """What is written in digits."""
        return frozenset(word for word in self.words if word[0].isdigit())


def sentences(page: Document) -> list[Sentence]:
    """Sentences of the body in order, comments and very short ones left out."""
    return [s for start, text in body_lines(page) for s in _sentences(page, start, text) if len(s.words) >= _SHORTEST]


def headlines(page: Document) -> list[Sentence]:
    """Sentences of title and deck: no part of the body's shares, but printed along with it."""
    return [s for start, text in _lines(page, _HEADS) for s in _sentences(page, start, text) if len(s.words) > 1]


def body_lines(page: Document) -> Iterator[tuple[int, str]]:
    """(offset in the reading text, line) of the body, as far as the page itself speaks."""
    return _lines(page, _BODY)


def _lines(page: Document, roles: frozenset[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for line, text in zip(page.reading.lines, page.reading.text.split("\n"), strict=False):
        if line.role in roles and line.voice is None and text:
            yield at, text
        at += len(text) + 1


def _sentences(page: Document, start: int, text: str) -> Iterator[Sentence]:
    # a quotation may run over several sentences; what is blotted out keeps its place
    unquoted = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    begin = 0
    for end in (*(m.end() for m in _END.finditer(text)), len(text)):
        piece = text[begin:end]
        if words := folded_words(piece):
            low = begin + len(piece) - len(piece.lstrip())
            span = page.reading.offsets.to_source(Span(start + low, start + begin + len(piece.rstrip())))
            yield Sentence(span, words, len(folded_words(unquoted[begin:end])))
        begin = end


def folded_words(text: str) -> tuple[str, ...]:
    """Words and figures, casefolded."""
    return tuple(_WORD.findall(text.casefold()))
