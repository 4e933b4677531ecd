"""Texts read for measuring: the Doc that users get, and the network's scores that it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spacy.tokens import Doc
from train import windows
from train.annotated import Annotated, annotate

from dragoman.reader.component import ReaderComponent
from dragoman.reader.features import Window
from dragoman.reader.findings import Cutoffs
from dragoman.reader.labels import Labels
from dragoman.reader.session import NEVER, Scores, Weights, load_weights
from dragoman.reader.text import Laid
from dragoman.reader.tokens import english
from dragoman.records.readings import Mention
from eval.heads_oracle import golden

GOLD = "gold"
NLP = english()


@dataclass(frozen=True)
class Read:
    """A Doc as read. words: as training lays them out; gold: what is in it, where it is annotated for claims."""

    doc: Doc
    words: windows.Laid
    tokens: Sequence[int]
    cuts: Sequence[Window]
    scores: Sequence[Scores]
    labels: Labels
    cutoffs: Cutoffs
    gold: Annotated | None

    @cached_property
    def word_of(self) -> dict[int, int]:
        """Word number of each token that is no blank."""
        return {t: w for w, t in enumerate(self.tokens)}

    @cached_property
    def marks(self) -> frozenset[int]:
        """Words that are punctuation; spans are compared without them."""
        return frozenset(w for w, t in enumerate(self.tokens) if not any(c.isalnum() for c in self.doc[t].text))

    def at(self, word: int) -> tuple[Scores, int]:
        """The scores of the window that decides a word, and the word's number there."""
        for w, s in zip(self.cuts, self.scores, strict=True):
            if w.core_start <= word < w.core_end:
                return s, word - w.start
        raise IndexError(word)

    def between(self, start: int, end: int) -> frozenset[int]:
        """Words of tokens [start, end), less marks."""
        return frozenset(self.word_of[t] for t in range(start, end) if t in self.word_of) - self.marks

    def covering(self, span: tuple[int, int]) -> frozenset[int]:
        """Words of a stretch of characters, less marks."""
        return frozenset(self.words.covering(span)) - self.marks

    def head(self, mention: Mention) -> int:
        return self.word_of[mention.head]


class Watched(ReaderComponent):
    """The reader as it is shipped; what it was made of is kept until asked for.

    With `oracle`, the claim heads say what the gold says: what is then not right cannot be said in this form.
    """

    def __init__(self, weights: Weights, cutoffs: Cutoffs, oracle: bool = False) -> None:
        super().__init__(weights, cutoffs)
        self.oracle = oracle
        self._kept: dict[int, Read] = {}

    def _fill(self, doc: Doc, laid: Laid, cuts: Sequence[Window], scores: Sequence[Scores]) -> None:
        at = [(doc[t].idx, doc[t].idx + len(doc[t].text)) for t in laid.tokens]
        words, gold = windows.Laid(laid.words, at), doc.user_data.get(GOLD)
        labels = self.weights.labels
        if self.oracle and gold is not None:
            items = windows.claim_items(gold, labels, self.weights.cut)
            scores = [golden(s, i) for s, i in zip(scores, items, strict=True)]
        super()._fill(doc, laid, cuts, scores)
        self._kept[id(doc)] = Read(doc, words, laid.tokens, cuts, scores, labels, self.cutoffs, gold)

    def read(self, docs: Iterable[Doc]) -> Iterator[Read]:
        """Every Doc that holds a word, in order."""
        for doc in self.pipe(docs):
            if id(doc) in self._kept:
                yield self._kept.pop(id(doc))

    def annotated(self, texts: Iterable[Annotated]) -> Iterator[Read]:
        """Annotated texts, read from their bare text."""
        for text in texts:
            doc = NLP.make_doc(text.text)
            doc.user_data[GOLD] = text
            yield from self.read([doc])


def watched(weights: Path, cutoffs: Cutoffs, *, oracle: bool = False, threads: int = 1) -> Watched:
    reader = Watched(load_weights(weights, threads), cutoffs, oracle)
    reader.floor = NEVER  # every word is scored as if it were a trigger: stance is measured at the gold's
    return reader


def given(words: Sequence[str]) -> Doc:
    """A Doc of words as a data set cuts them; sentences are the reader's to find."""
    return Doc(NLP.vocab, words=list(words))


def documents(paths: Sequence[Path], places: frozenset[str]) -> list[Annotated]:
    """The annotated texts of files in the corpus' form."""
    out = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            r = json.loads(line)
            out.append(annotate(r["id"], r["text"], r["claims"], r.get("mentions", ()), r.get("timexes", ()), places))
    return out
