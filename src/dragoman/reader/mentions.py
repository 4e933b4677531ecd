"""Head words to mentions: the words around a pointed word that name or describe the actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from dragoman.reader.findings import mention_spans
from dragoman.reader.heads import head_word
from dragoman.reader.text import Laid
from dragoman.records import Mention

_PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "flat", "nmod:poss", "advmod", "nmod:unmarked"})
_NO_END = frozenset({"and", "or", "but", ",", ";", ":", ".", "-", "–", "—", "(", "“", "”", '"', "'s", "’s", "'", "’"})


class Mentions:
    """All mentions of a Doc: those tagged by the network, and one for every other word that a pointer chose."""

    def __init__(self, doc: Doc, laid: Laid, tags: Sequence[int]) -> None:
        self._doc, self._laid = doc, laid
        self._by_word: dict[int, Mention] = {}
        self._all: dict[Mention, None] = {}
        for start, end in mention_spans(tags):
            a, b = self._trimmed(start, end)
            head = a + head_word(laid.words.words[a:b])
            self._keep(self._mention(a, b, head), range(a, b))

    def _trimmed(self, a: int, b: int) -> tuple[int, int]:
        """Without conjunctions and marks at the ends; at least one word."""
        words = self._laid.words.words
        while b > a + 1 and words[b - 1].lower() in _NO_END:
            b -= 1
        while a < b - 1 and words[a].lower() in _NO_END:
            a += 1
        return a, b

    def _mention(self, a: int, b: int, head: int) -> Mention:
        tokens = self._laid.tokens
        return Mention(tokens[a], tokens[b - 1] + 1, tokens[head])

    def _keep(self, mention: Mention, words: Iterable[int]) -> Mention:
        self._all[mention] = None
        for w in words:
            self._by_word.setdefault(w, mention)
        return mention

    def at(self, word: int) -> Mention:
        """The mention that a word belongs to; made of its name or noun phrase where the network tagged none."""
        known = self._by_word.get(word)
        return known or self._keep(self._around(word), [word])

    def _around(self, word: int) -> Mention:
        token = self._doc[self._laid.tokens[word]]
        for ent in self._doc.ents:
            if ent.start <= token.i < ent.end:
                return Mention(ent.start, ent.end, token.i)
        left = token.i
        for child in token.lefts:
            if child.dep_ in _PREMODIFIERS and child.left_edge.i < left:
                left = min(left, child.left_edge.i)
        return Mention(left, token.i + 1, token.i)

    def all(self) -> tuple[Mention, ...]:
        """Every mention, in order of the text."""
        return tuple(sorted(self._all))
