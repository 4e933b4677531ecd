"""Scores to spaCy annotation: sentences, tags, morphology, lemmas, tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS
from spacy.tokens import Doc

from dragoman.reader.features import NO_START, START, Window
from dragoman.reader.labels import Labels
from dragoman.reader.lemmas import apply_rule
from dragoman.reader.session import Scores
from dragoman.reader.text import Laid
from dragoman.reader.trees import decode_heads

Ints = npt.NDArray[np.int64]
ROOT = "ROOT"


def sentence_starts(laid: Laid, windows: Sequence[Window], scores: Sequence[Scores]) -> list[bool]:
    """Whether a sentence starts at each word: as known, else as the network says."""
    starts: list[bool] = []
    for w, s in zip(windows, scores, strict=True):
        for at in range(w.core_start, w.core_end):
            known = laid.words.starts[at]
            starts.append(known == START or (known != NO_START and bool(s.start[at - w.start] > 0)))
    if starts:
        starts[0] = True
    return starts


def heads_and_relations(
    starts: Sequence[bool], windows: Sequence[Window], scores: Sequence[Scores], labels: Labels
) -> tuple[Ints, list[str]]:
    """Head word of each word (roots their own) and its relation, sentence by sentence.

    A sentence is decided in the window whose core holds its first word.
    """
    n = len(starts)
    bounds = [i for i, s in enumerate(starts) if s] + [n]
    heads, relations = np.arange(n), [""] * n
    current = 0
    for a, b in pairwise(bounds):
        while windows[current].core_end <= a:
            current += 1
        w, s = windows[current], scores[current]
        stop = min(b, w.end)
        inside = slice(a - w.start, stop - w.start)
        local = decode_heads(s.arcs[inside, inside])
        heads[a:stop] = local + a
        heads[stop:b] = a + int(np.flatnonzero(local == np.arange(len(local)))[0])
        for at in range(a, b):
            label = labels.relations[int(s.relation[at - w.start])] if at < stop else "dep"
            relations[at] = _fitting(label, bool(heads[at] == at))
    return heads, relations


def _fitting(label: str, is_root: bool) -> str:
    """The root is called root and nothing else is: the tree may differ from the arcs that the label was chosen for."""
    if is_root:
        return ROOT
    return "parataxis" if label == "root" else label


def annotate(doc: Doc, laid: Laid, windows: Sequence[Window], scores: Sequence[Scores], labels: Labels) -> None:
    """Write tags, morphology, lemmas and the tree into the Doc, all at once; blank tokens hang on the word before."""
    starts = sentence_starts(laid, windows, scores)
    heads, relations = heads_and_relations(starts, windows, scores, labels)
    rows = np.zeros((len(doc), 5), dtype=np.uint64)
    tokens = np.array(laid.tokens, dtype=np.int64)
    rows[tokens, 0] = (tokens[heads] - tokens).astype(np.uint64)
    rows[tokens, 1] = [doc.vocab.strings.add(x) for x in relations]
    rows[tokens, 2:] = _tags(doc, laid, windows, scores, labels)
    _fill_blanks(doc, tokens, rows)
    doc.from_array([HEAD, DEP, POS, MORPH, LEMMA], rows)  # type: ignore[arg-type]


def _tags(
    doc: Doc, laid: Laid, windows: Sequence[Window], scores: Sequence[Scores], labels: Labels
) -> npt.NDArray[np.uint64]:
    """(words, 3): spaCy's numbers of part of speech, morphology, lemma."""

    def of(name: str) -> Ints:
        parts = [
            getattr(s, name)[w.core_start - w.start : w.core_end - w.start]
            for w, s in zip(windows, scores, strict=True)
        ]
        return np.concatenate(parts)

    feats, strings = of("feats"), doc.vocab.strings
    pos = np.array([strings[x] for x in labels.upos], dtype=np.uint64)
    known = {int(k): doc.vocab.morphology.add(labels.feats[int(k)].strip("_")) for k in np.unique(feats)}
    rules = [labels.lemmas[k] for k in of("lemma").tolist()]
    lemmas = [strings.add(apply_rule(w, r)) for w, r in zip(laid.words.words, rules, strict=True)]
    return np.stack(
        [pos[of("upos")], np.array([known[k] for k in feats.tolist()], dtype=np.uint64),
         np.array(lemmas, dtype=np.uint64)], axis=1,
    )  # fmt: skip


def _fill_blanks(doc: Doc, tokens: Ints, rows: npt.NDArray[np.uint64]) -> None:
    """Blank tokens hang on the word before them, or on the first one."""
    blanks = np.setdiff1d(np.arange(len(doc)), tokens)
    before = tokens[np.maximum(np.searchsorted(tokens, blanks) - 1, 0)]
    rows[blanks, 0] = (before - blanks).astype(np.uint64)
    strings = doc.vocab.strings
    for i in blanks.tolist():
        rows[i, 1:] = strings.add("dep"), strings["SPACE"], 0, strings.add(doc[i].text)
