"""The words of a page as the collectors of evidence look at them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.records import Span
from dragoman.when.assembly import assemble
from dragoman.when.expressions import Expression
from dragoman.when.lexer import BREAK, Words, split
from dragoman.when.masking import Page

_STOPS = frozenset(".!?")
_PARAGRAPH = 60  # words at most that a sentence is looked at to either side


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A page's words and time expressions, without what its readers wrote.

    page: for asking about single words; lower: every word in lower case; expressions: those of the author.
    """

    text: str
    page: Page
    words: Words
    lower: tuple[str, ...]
    expressions: tuple[Expression, ...]
    voices: tuple[tuple[int, int], ...]

    def is_voiced(self, word: int) -> bool:
        """Whether a reader wrote the word."""
        at = self.words.words[word].start
        return any(start <= at < end for start, end in self.voices)

    def span(self, first: int, last: int) -> Span:
        """Of the words [first, last), in the text."""
        return Span(self.words.words[first].start, self.words.words[last - 1].end)

    def quote(self, first: int, last: int) -> str:
        """The words [first, last) as they stand, on one line."""
        return " ".join(self.span(first, last).quote(self.text).split())

    def sentence(self, at: int) -> tuple[int, int]:
        """Half-open word indices of the sentence around a word, as far as stops tell it."""
        first, last = at, at
        while first > 0 and at - first < _PARAGRAPH and not self._ends(first - 1):
            first -= 1
        while last < len(self.lower) and last - at < _PARAGRAPH and not self._ends(last):
            last += 1
        return first, max(last, at + 1)

    def _ends(self, at: int) -> bool:
        if self.words.classes[at] == BREAK:
            return True
        return self.lower[at] in _STOPS and (at == 0 or len(self.lower[at - 1]) > 2)

    def expressions_in(self, first: int, last: int) -> tuple[Expression, ...]:
        """Those that begin within words [first, last)."""
        starts = [e.first for e in self.expressions]
        return self.expressions[bisect_left(starts, first) : bisect_right(starts, last - 1)]


def read_script(doc: Doc) -> Script:
    """The words of a Doc, taken in once."""
    words = split(doc.text)
    page = Page(doc, words)
    voices = tuple((voice.start, voice.end) for voice in doc._.voices)
    script = Script(
        text=doc.text,
        page=page,
        words=words,
        lower=tuple(word.text.lower() for word in words.words),
        expressions=tuple(assemble(page)),
        voices=voices,
    )
    if not voices:
        return script
    own = tuple(e for e in script.expressions if not script.is_voiced(e.first))
    return Script(script.text, page, words, script.lower, own, voices)
