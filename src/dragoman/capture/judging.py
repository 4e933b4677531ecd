"""The line judge: a small network that reads the blocks of a page both ways: body, comment or neither.

Trained by `train/lines.py`; what on and how well it judges: MODEL_CARD.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from dragoman.capture.blocks import Block
from dragoman.capture.traits import Floats, traits

WEIGHTS = Path(__file__).parent / "lines.onnx"
KINDS = ("body", "comment", "other")
_MOST = 20_000
"""Blocks that are read in one go; a longer page is read in pieces."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities that a block is part of the article, of a reader's comment, of neither."""

    body: float
    comment: float
    other: float


def judge(blocks: Sequence[Block], cues: Sequence[str], raw: Sequence[str]) -> list[Verdict]:
    """One verdict a block. cues: what each gives away by itself; raw: the blocks' text before repair."""
    if not blocks:
        return []
    looks, words = traits(blocks, cues, raw)
    parts = [
        _session().run(None, {"looks": looks[None, at : at + _MOST], "words": words[None, at : at + _MOST]})[0][0]
        for at in range(0, len(blocks), _MOST)
    ]
    return [Verdict(*map(float, row)) for row in _softmax(np.concatenate(parts))]


def _softmax(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(WEIGHTS, options, providers=["CPUExecutionProvider"])
