"""The weights, loaded once a process, and one call that scores a window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from dragoman.errors import ModelError
from dragoman.reader.features import Encoded, WordPieces
from dragoman.reader.labels import Labels

Array = npt.NDArray[np.float32]
Ints32 = npt.NDArray[np.int32]

WEIGHTS = Path(__file__).parent / "weights"
# a word whose best log-odds as a trigger lie below is asked nothing more; cut-offs are far above
FLOOR = -2.0
NEVER = -1e4
_INPUTS = ("pieces", "cases", "known", "quoted", "first", "last", "starts")
_OF_WORDS = ("upos", "feats", "lemma", "start", "names", "arcs", "relation", "trigger", "mention", "entity",
             "antecedent", "metonym", "saying")  # fmt: skip
_OF_CANDIDATES = ("pointers", "other", "polarity", "mood", "mode")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of `words` words.

    upos, feats, lemma, relation: label numbers (words,). start: log-odds (words,). names: (words, tags). arcs: (words,
    words), the diagonal is the root. trigger: log-odds (words, types). mention: (words, 3) outside, begin, inside.
    entity: log-odds (words,) of heading a mention. antecedent: (words, words): row i, column j < i: j heads an earlier
    mention of what i stands for; the diagonal: there is none. metonym: log-odds (words,) that a place name acts.
    saying: log-odds (words,) of being among a cue's words.
    pointers: (7, words, words): actor, recipient, holder, content's first and last word, place, time of each word taken
    as trigger. other: (words, 2): the document itself, somebody unnamed. polarity (words, 2), mood (words, 6), mode
    (words, modes). The last five are filled for words that may be triggers, NEVER elsewhere.
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
    entity: Array
    antecedent: Array
    metonym: Array
    saying: Array
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

    def score(self, window: Encoded, floor: float = FLOOR) -> Scores:
        """Scores of a window. floor: log-odds from which on a word may be a trigger.

        One window a call: int8 scales span what is computed together, and neighbours shall not change a reading.
        """
        inputs: dict[str, npt.NDArray[np.generic]] = {
            k: np.array([getattr(window, k)], dtype=np.int64) for k in _INPUTS
        }
        inputs["floor"] = np.array(floor, dtype=np.float32)
        out = self.session.run([*_OF_WORDS, "at", *_OF_CANDIDATES], inputs)
        rows: dict[str, Any] = dict(zip(_OF_WORDS, out, strict=False))
        n, at, given = len(window.first), out[len(_OF_WORDS)], out[len(_OF_WORDS) + 1 :]
        placed: dict[str, Any] = {k: _placed(x, at, n) for k, x in zip(_OF_CANDIDATES, given, strict=True)}
        placed["pointers"] = placed["pointers"].transpose(1, 0, 2)
        return Scores(**rows, **placed)


def _placed(rows: Array, at: Ints32, n: int) -> Array:
    """Rows of some words as rows of all n words."""
    out = np.full((n, *rows.shape[1:]), NEVER, dtype=np.float32)
    out[at] = rows
    return out


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
