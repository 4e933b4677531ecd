"""The arithmetic of the head scores: F1 of counted things, classes, calibration, correlation, one-number searches.

Shares are percentages, rounded only when printed; calibration errors are percentages too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
BINS = 15


@dataclass
class F1:
    """Things right, found and wanted, counted over documents."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[Hashable], wanted: Iterable[Hashable]) -> None:
        """One document's; the same thing twice is right as often as it is on both sides."""
        f, w = Counter(found), Counter(wanted)
        self.right += (f & w).total()
        self.found += f.total()
        self.wanted += w.total()

    def row(self) -> dict[str, float]:
        """p, r, f1 in percent, and the counts; p of nothing found is 0."""
        return {
            "p": 100 * self.right / max(1, self.found),
            "r": 100 * self.right / max(1, self.wanted),
            "f1": 200 * self.right / max(1, self.found + self.wanted),
            "found": self.found,
            "wanted": self.wanted,
        }


@dataclass
class Labelled:
    """Probabilities over classes for cases whose class is known."""

    classes: Sequence[str]
    odds: list[Floats] = field(default_factory=list)
    gold: list[int] = field(default_factory=list)

    def add(self, odds: npt.ArrayLike, gold: int) -> None:
        self.odds.append(np.asarray(odds, dtype=np.float64))
        self.gold.append(gold)

    def chosen(self) -> list[int]:
        return [int(o.argmax()) for o in self.odds]

    def row(self) -> dict[str, object]:
        """Accuracy, macro-F1, F1 of each class, confusion, calibration of the likeliest class."""
        return {
            **classified(self.gold, self.chosen(), self.classes),
            "ece": calibration([float(o.max()) for o in self.odds], np.equal(self.gold, self.chosen())),
            "loss": log_loss(np.array(self.odds), np.array(self.gold)) if self.gold else 0.0,
        }


def confusion(gold: Sequence[int], found: Sequence[int], size: int) -> Ints:
    """How often row (gold) was called column (found)."""
    out = np.zeros((size, size), dtype=np.int64)
    np.add.at(out, (np.asarray(gold, dtype=np.int64), np.asarray(found, dtype=np.int64)), 1)
    return out


def class_f1(table: Ints) -> list[float | None]:
    """F1 of each class, in percent; None for one that is neither wanted nor found."""
    sums = table.sum(0) + table.sum(1)
    return [200 * int(table[k, k]) / int(s) if s else None for k, s in enumerate(sums)]


def classified(gold: Sequence[int], found: Sequence[int], classes: Sequence[str]) -> dict[str, object]:
    """Accuracy, macro-F1 over the classes that occur on either side, F1 by class, confusion table."""
    table = confusion(gold, found, len(classes))
    each = class_f1(table)
    known = [f for f in each if f is not None]
    return {
        "cases": len(gold),
        "accuracy": 100 * int(np.trace(table)) / max(1, len(gold)),
        "macro_f1": sum(known) / max(1, len(known)),
        "f1": {c: f for c, f in zip(classes, each, strict=True) if f is not None},
        "confusion": {c: dict(zip(classes, map(int, r), strict=True)) for c, r in zip(classes, table, strict=True)},
    }


def calibration(sure: Sequence[float], right: npt.ArrayLike, bins: int = BINS) -> float:
    """Expected calibration error in percent: |mean probability - share right| over bins of equally many cases."""
    p, y = np.asarray(sure, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if not len(p):
        return 0.0
    parts = np.array_split(np.argsort(p, kind="stable"), min(bins, len(p)))
    return 100 * sum(len(b) * abs(float(p[b].mean() - y[b].mean())) for b in parts) / len(p)


def log_loss(odds: Floats, gold: Ints) -> float:
    """Mean negative log-probability of the gold class. odds: probabilities (cases, classes)."""
    return float(-np.log(np.maximum(odds[np.arange(len(gold)), gold], 1e-12)).mean())


def tempered(logits: Floats, temperature: float) -> Floats:
    """Probabilities of logits divided by a temperature."""
    z = logits / temperature
    e = np.exp(z - z.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float64)


def golden_section(f: Callable[[float], float], low: float, high: float, close: float = 1e-4) -> float:
    """Where a function with one valley is least in [low, high]."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = low, high
    x, y = b - ratio * (b - a), a + ratio * (b - a)
    fx, fy = f(x), f(y)
    while b - a > close:
        if fx < fy:
            b, y, fy = y, x, fx
            x = b - ratio * (b - a)
            fx = f(x)
        else:
            a, x, fx = x, y, fy
            y = a + ratio * (b - a)
            fy = f(y)
    return (a + b) / 2


def temperature(logits: Floats, gold: Ints) -> float:
    """The temperature from 1/20 to 20 at which the gold classes are likeliest."""
    return math.exp(golden_section(lambda t: log_loss(tempered(logits, math.exp(t)), gold), -3.0, 3.0))


def pearson(x: Sequence[float], y: Sequence[float]) -> float:
    """Correlation; 0 where one side does not vary."""
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / size if size else 0.0
