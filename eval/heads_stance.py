"""Polarity and mood at the gold's triggers: classes, calibration, leaks, temperatures; factuality of UDS predicates."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dragoman.reader.findings import softmax, stance
from dragoman.reader.labels import POLARITIES
from dragoman.records import MOODS
from eval.heads_metrics import Floats, Labelled, calibration, classified, log_loss, pearson, temperature, tempered
from eval.heads_reading import Read, Watched, given
from eval.heads_triggers import wanted_at

FACT = (0, 0)


@dataclass
class Stances:
    """Cases over documents; each is read at the word that carries the gold's trigger, whether it was found or not."""

    polarity: Labelled = field(default_factory=lambda: Labelled(POLARITIES))
    mood: Labelled = field(default_factory=lambda: Labelled(MOODS))
    ruled: list[tuple[int, int]] = field(default_factory=list)
    logits: dict[str, list[Floats]] = field(default_factory=lambda: {"polarity": [], "mood": []})

    def add(self, read: Read) -> None:
        """One document."""
        assert read.labels.moods == MOODS
        for at, w in wanted_at(read):
            if w.polarity is None or w.mood is None:
                continue
            s, i = read.at(at)
            p, m, _ = stance(s, i, read.labels, read.cutoffs.fact)
            self.ruled.append((POLARITIES.index(p), MOODS.index(m)))
            self.polarity.add(softmax(s.polarity[i]), POLARITIES.index(w.polarity))
            self.mood.add(softmax(s.mood[i]), MOODS.index(w.mood))
            for name in ("polarity", "mood"):
                self.logits[name].append(np.asarray(getattr(s, name)[i], dtype=np.float64))

    def row(self) -> dict[str, object]:
        gold = list(zip(self.polarity.gold, self.mood.gold, strict=True))
        likeliest = list(zip(self.polarity.chosen(), self.mood.chosen(), strict=True))
        sure = [float(p.max() * m.max()) for p, m in zip(self.polarity.odds, self.mood.odds, strict=True)]
        return {
            "polarity, likeliest": self.polarity.row(),
            "mood, likeliest": self.mood.row(),
            "both, likeliest": {**_both(gold, likeliest), "ece": calibration(sure, _right(gold, likeliest))},
            "polarity, by the fact rule": classified([g[0] for g in gold], [r[0] for r in self.ruled], POLARITIES),
            "mood, by the fact rule": classified([g[1] for g in gold], [r[1] for r in self.ruled], MOODS),
            "both, by the fact rule": _both(gold, self.ruled),
        }

    def temperatures(self) -> dict[str, dict[str, float]]:
        """The temperature of each head that makes the gold likeliest, with loss and calibration before and after."""
        out = {}
        for name, cases in (("polarity", self.polarity), ("mood", self.mood)):
            logits, gold = np.array(self.logits[name]), np.array(cases.gold)
            t = temperature(logits, gold)
            before, after = tempered(logits, 1.0), tempered(logits, t)
            out[name] = {"temperature": t, "loss before": log_loss(before, gold), "loss after": log_loss(after, gold),
                         "ece before": _ece(before, cases.gold), "ece after": _ece(after, cases.gold)}  # fmt: skip
        return out


def _ece(odds: Floats, gold: Sequence[int]) -> float:
    return calibration([float(x) for x in odds.max(-1)], odds.argmax(-1) == np.asarray(gold))


def _right(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> list[bool]:
    return [g == f for g, f in zip(gold, found, strict=True)]


def _both(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Share with polarity and mood right; of what is no plain fact, the share called one; and the other way round."""
    pairs = list(zip(gold, found, strict=True))
    other = [f for g, f in pairs if g != FACT]
    facts = [f for g, f in pairs if g == FACT]
    return {
        "accuracy": 100 * sum(_right(gold, found)) / max(1, len(gold)),
        "leaked as fact": 100 * sum(f == FACT for f in other) / max(1, len(other)),
        "facts lost": 100 * sum(f != FACT for f in facts) / max(1, len(facts)),
        "not plain facts": len(other),
    }


Case = tuple[Floats, Floats, float]


def factuality(reader: Watched, dev: Path, test: Path) -> dict[str, object]:
    """UDS "it happened" (-3 to 3) at each predicate against an expected value of polarity and mood.

    Value: 3 · p(actual) · (p(+) - p(-)), plus for each other mood its probability times a fixed value; these five are
    the least-squares solution on the development part, for these weights.
    """
    known, asked = _cases(reader, dev), _cases(reader, test)
    moods, rest = np.array([m[1:] for _, m, _ in known]), np.array([y - _plain(p, m) for p, m, y in known])
    values = np.linalg.lstsq(moods, rest, rcond=None)[0]
    out: dict[str, object] = {"values of moods, from dev": dict(zip(MOODS[1:], map(float, values), strict=True))}
    for name, cases in (("dev", known), ("test", asked)):
        guessed = [float(np.clip(_plain(p, m) + m[1:] @ values, -3, 3)) for p, m, _ in cases]
        plain = [_plain(p, m) for p, m, _ in cases]
        gold = [y for _, _, y in cases]
        out[name] = {
            "predicates": len(cases),
            "r": pearson(guessed, gold),
            "mae": float(np.abs(np.subtract(guessed, gold)).mean()),
            "r without values": pearson(plain, gold),
            "mae of the mean": float(np.abs(np.subtract(np.mean(gold), gold)).mean()),
        }
    return out


def _plain(polarity: Floats, mood: Floats) -> float:
    return float(3 * mood[0] * (polarity[0] - polarity[1]))


def _cases(reader: Watched, path: Path) -> list[Case]:
    """Probabilities of polarity and mood at each predicate's first word, and its label."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    out: list[Case] = []
    for read, row in zip(reader.read(given(r["tokens"]) for r in rows), rows, strict=True):
        for start, _end, label, _word in row["targets"]:
            s, i = read.at(read.word_of[start])
            odds = [softmax(x[i]).astype(np.float64) for x in (s.polarity, s.mood)]
            out.append((odds[0], odds[1], float(label)))
    return out
