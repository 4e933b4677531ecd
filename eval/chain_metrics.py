"""MUC, B-cubed, CEAF-e and mention F1 of chains against chains, summed over documents.

Definitions as in Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions"; CoNLL F1 is the mean of
the three F1. A chain is a set of mentions; a mention anything that can be compared, as (start, end).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Mentions = frozenset[Hashable]
Chains = Sequence[Mentions]
METRICS = ("mentions", "muc", "b3", "ceafe")


@dataclass
class Count:
    """Credit given and the most that could be had, for recall and precision."""

    hit: float = 0.0
    gold: float = 0.0
    hit_found: float = 0.0
    found: float = 0.0

    def add(self, gold: tuple[float, float], found: tuple[float, float]) -> None:
        self.hit, self.gold = self.hit + gold[0], self.gold + gold[1]
        self.hit_found, self.found = self.hit_found + found[0], self.found + found[1]

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.hit_found / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass
class Tally:
    """Counts of all metrics over documents."""

    counts: dict[str, Count] = field(default_factory=lambda: {m: Count() for m in METRICS})

    def add(self, gold: Chains, found: Chains) -> None:
        """One document. Chains on one side are disjoint and never empty."""
        self.counts["mentions"].add(*_mentions(gold, found))
        self.counts["muc"].add(_muc(gold, found), _muc(found, gold))
        self.counts["b3"].add(_b_cubed(gold, found), _b_cubed(found, gold))
        total = ceaf_e(gold, found)
        self.counts["ceafe"].add((total, len(gold)), (total, len(found)))

    @property
    def conll(self) -> float:
        return sum(self.counts[m].f1 for m in ("muc", "b3", "ceafe")) / 3

    def line(self) -> str:
        """F1 (recall/precision) of each metric, in percent."""
        parts = [f"{m} {100 * c.f1:.1f} ({100 * c.recall:.1f}/{100 * c.precision:.1f})" for m, c in self.counts.items()]
        return f"CoNLL {100 * self.conll:.2f}  " + "  ".join(parts)


def without_singletons(chains: Chains) -> list[Mentions]:
    return [c for c in chains if len(c) > 1]


def _owners(chains: Chains) -> dict[Hashable, int]:
    return {m: k for k, chain in enumerate(chains) for m in chain}


def _mentions(gold: Chains, found: Chains) -> tuple[tuple[float, float], tuple[float, float]]:
    g, f = _owners(gold).keys(), _owners(found).keys()
    both = float(len(g & f))
    return (both, len(g)), (both, len(f))


def _muc(of: Chains, by: Chains) -> tuple[float, float]:
    """Links of `of` that `by` keeps, and all links of `of`."""
    owner = _owners(by)
    kept = 0
    for chain in of:
        parts = {owner[m] for m in chain if m in owner}
        lone = sum(m not in owner for m in chain)
        kept += len(chain) - len(parts) - lone
    return float(kept), float(sum(len(chain) - 1 for chain in of))


def _b_cubed(of: Chains, by: Chains) -> tuple[float, float]:
    """Sum over the mentions of `of` of the share of their chain that `by` has in one chain; number of mentions."""
    owner = _owners(by)
    total = 0.0
    for chain in of:
        shared: dict[int, int] = {}
        for m in chain:
            if m in owner:
                shared[owner[m]] = shared.get(owner[m], 0) + 1
        total += sum(n * n for n in shared.values()) / len(chain)
    return total, float(sum(map(len, of)))


def ceaf_e(gold: Chains, found: Chains) -> float:
    """Greatest sum of 2·|G ∩ F| / (|G| + |F|) over one-to-one pairs of chains."""
    owner = _owners(found)
    worth = np.zeros((len(gold), len(found)))
    for g, chain in enumerate(gold):
        for m in chain:
            if m in owner:
                worth[g, owner[m]] += 1
    sizes = np.add.outer([len(c) for c in gold], [len(c) for c in found]) if worth.size else worth
    worth = np.divide(2 * worth, sizes, out=np.zeros_like(worth), where=sizes > 0)
    useful = worth[worth.any(1)][:, worth.any(0)]
    return best_assignment(useful)


def best_assignment(worth: npt.NDArray[np.float64]) -> float:
    """Greatest sum of one-to-one pairs of rows and columns. Hungarian method with shortest paths, O(n³)."""
    if not worth.size:
        return 0.0
    if worth.shape[0] > worth.shape[1]:
        worth = worth.T
    n, m = worth.shape
    cost = worth.max() - worth
    of_row, of_column = np.zeros(n + 1), np.zeros(m + 1)
    row_at = np.zeros(m + 1, dtype=np.int64)  # row matched to each column, 1-based; column 0 holds the row in hand
    for row in range(1, n + 1):
        row_at[0] = row
        _augment(cost, of_row, of_column, row_at)
    columns = np.flatnonzero(row_at[1:])
    return float(worth[row_at[1:][columns] - 1, columns].sum())


def _augment(
    cost: npt.NDArray[np.float64],
    of_row: npt.NDArray[np.float64],
    of_column: npt.NDArray[np.float64],
    row_at: npt.NDArray[np.int64],
) -> None:
    """Match the row in column 0 along the cheapest alternating path, keeping the potentials."""
    m = len(of_column) - 1
    least = np.full(m + 1, np.inf)
    before = np.zeros(m + 1, dtype=np.int64)
    is_done = np.zeros(m + 1, dtype=bool)
    at = 0
    while row_at[at]:
        is_done[at] = True
        row = row_at[at]
        slack = cost[row - 1] - of_row[row] - of_column[1:]
        closer = ~is_done[1:] & (slack < least[1:])
        least[1:][closer], before[1:][closer] = slack[closer], at
        to = int(np.where(is_done, np.inf, least)[1:].argmin()) + 1
        step = least[to]
        of_row[row_at[is_done]] += step
        of_column[is_done] -= step
        least[~is_done] -= step
        at = to
    while at:
        row_at[at] = row_at[before[at]]
        at = int(before[at])
