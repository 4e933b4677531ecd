"""Metonymy: whether a place name stands for those who act there."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from train.windows import head_of

from eval.heads_metrics import Labelled
from eval.heads_reading import Read, Watched, given

CLASSES = ("place", "actor")
ECB = {"LOC_GEO": False, "HUMAN_PART_GPE": True}


@dataclass
class Metonyms:
    """Cases over documents."""

    cases: Labelled = field(default_factory=lambda: Labelled(CLASSES))

    def add(self, read: Read) -> None:
        """One document."""
        for a, b, acts in read.gold.metonyms if read.gold else ():
            self.judge(read, (a, b), acts)

    def judge(self, read: Read, span: tuple[int, int], acts: bool) -> None:
        """One place name, by characters."""
        head = head_of(read.words, span)
        if head is None:
            return
        s, i = read.at(head)
        actor = float(1 / (1 + np.exp(-float(s.metonym[i]))))
        self.cases.add((1 - actor, actor), int(acts))

    def row(self) -> dict[str, object]:
        return self.cases.row()


def ecb(reader: Watched, path: Path) -> dict[str, object]:
    """ECB+: names of states as actors (HUMAN_PART_GPE) against names of places (LOC_GEO); all else left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["label"] in ECB]
    tally = Metonyms()
    for read, row in zip(reader.read(given(r["tokens"]) for r in rows), rows, strict=True):
        a, b = row["span"]
        last = read.doc[b - 1]
        tally.judge(read, (read.doc[a].idx, last.idx + len(last.text)), ECB[row["label"]])
    return tally.row()
