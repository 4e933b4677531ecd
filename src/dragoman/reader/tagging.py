"""Scores to spaCy annotation: sentences, tags, morphology, lemmas, tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD
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
    """Write tags, morphology, lemmas and the tree into the Doc; blank tokens hang on the word before them."""
    for w, s in zip(windows, scores, strict=True):
        for at in range(w.core_start, w.core_end):
            i, token = at - w.start, doc[laid.tokens[at]]
            token.pos_ = labels.upos[int(s.upos[i])]
            token.set_morph(labels.feats[int(s.feats[i])].strip("_"))  # type: ignore[attr-defined]
            token.lemma_ = apply_rule(token.text, labels.lemmas[int(s.lemma[i])])
    starts = sentence_starts(laid, windows, scores)
    heads, relations = heads_and_relations(starts, windows, scores, labels)
    _write_tree(doc, laid, heads, relations)


def _write_tree(doc: Doc, laid: Laid, heads: Ints, relations: Sequence[str]) -> None:
    offsets = np.zeros(len(doc), dtype=np.int64)
    names = ["dep"] * len(doc)
    for at, i in enumerate(laid.tokens):
        offsets[i] = laid.tokens[int(heads[at])] - i
        names[i] = relations[at]
    words = set(laid.tokens)
    last = laid.tokens[0]
    for i, token in enumerate(doc):
        if i in words:
            last = i
        else:
            token.pos_, token.lemma_, offsets[i] = "SPACE", token.text, last - i
    deps = np.array([doc.vocab.strings.add(x) for x in names], dtype=np.uint64)
    doc.from_array([HEAD, DEP], np.stack([offsets.astype(np.uint64), deps], axis=1))  # type: ignore[arg-type]
