"""The weights, loaded once a process, and one call that scores a batch of windows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from dragoman.errors import ModelError
from dragoman.reader.features import Encoded, WordPieces, pad
from dragoman.reader.labels import Labels

Array = npt.NDArray[np.float32]
Ints32 = npt.NDArray[np.int32]

WEIGHTS = Path(__file__).parent / "weights"
_INPUTS = ("pieces", "cases", "known", "quoted", "first", "last", "starts")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of `words` words.

    upos, feats, lemma, relation: label numbers (words,). start: log-odds (words,). names: (words, tags). arcs: (words,
    words), the diagonal is the root. trigger: log-odds (words, types). mention: (words, 3) outside, begin, inside.
    pointers: (5, words, words): actor, recipient, holder, content's first and last word of each word taken as trigger.
    other: (words, 2): the document itself, somebody unnamed. polarity (words, 2), mood (words, 6), mode (words, modes).
    """

    upos: Ints32
    feats: Ints32
    lemma: Ints32
    start: Array
    names: Array
    arcs: Array
    relation: Ints32
    trigger: Array
    mention: Array
    pointers: Array
    other: Array
    polarity: Array
    mood: Array
    mode: Array


@dataclass(frozen=True, slots=True)
class Weights:
    """An onnxruntime session with the label inventories and the vocabulary that belong to it."""

    session: onnxruntime.InferenceSession
    labels: Labels
    cut: WordPieces
    name: str

    def score(self, windows: Sequence[Encoded]) -> list[Scores]:
        """Scores of each window, in order, computed as one padded batch."""
        inputs = {k: pad([getattr(w, k) for w in windows]) for k in _INPUTS}
        out = self.session.run(list(Scores.__slots__), inputs)
        return [self._one(out, i, len(w.first)) for i, w in enumerate(windows)]

    @staticmethod
    def _one(out: list[npt.NDArray[np.generic]], i: int, n: int) -> Scores:
        square = {"arcs": (slice(n), slice(n)), "pointers": (slice(None), slice(n), slice(n))}
        rows = {k: v[i][square.get(k, slice(n))] for k, v in zip(Scores.__slots__, out, strict=True)}
        return Scores(**rows)


def load_weights(folder: Path = WEIGHTS, threads: int = 0) -> Weights:
    """The weights of a folder; threads: 0 leaves the number to onnxruntime. Raises ModelError if they do not load."""
    return _load(folder, threads)


@lru_cache(maxsize=4)
def _load(folder: Path, threads: int) -> Weights:
    path = folder / "reader.onnx"
    try:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        version = json.loads((folder / "version.json").read_text("utf-8"))
        labels, cut = Labels.load(folder / "labels.json"), WordPieces(folder / "tokenizer.json")
    except Exception as error:  # onnxruntime raises bare RuntimeErrors of its own kinds
        remedy = "reinstall dragoman, or train and export weights as train/README.md tells"
        raise ModelError(f"the reader's weights do not load: {error}", place=str(folder), remedy=remedy) from error
    return Weights(session, labels, cut, f"reader {version['version']}+{version['sha256'][:8]}")
