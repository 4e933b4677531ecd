"""Arc scores to trees: the likeliest heads, and where these form no tree, Chu-Liu-Edmonds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NEVER = -1e9


def decode_heads(scores: npt.NDArray[np.float32]) -> Ints:
    """Head of each word of one sentence; the root is its own head.

    scores: (words, words), row = dependent, column = head, diagonal = root. Exactly one root.
    """
    n = len(scores)
    heads = scores.argmax(1)
    if int((heads == np.arange(n)).sum()) == 1 and _reach_root(heads):
        return np.asarray(heads, dtype=np.int64)
    return _best_tree(scores.astype(np.float64))


def _reach_root(heads: Ints) -> bool:
    far = heads
    for _ in range(len(heads).bit_length() + 1):
        far = far[far]
    return bool((heads[far] == far).all())


def _best_tree(scores: Floats) -> Ints:
    """The best tree over all choices of a single root; a root that cannot beat the best one found is not tried."""
    n = len(scores)
    most = _most_with_root(scores)
    best: tuple[float, Ints] | None = None
    for root in np.argsort(-most, kind="stable"):
        if best is not None and most[root] <= best[0]:
            break
        # row and column 0 stand for the root word of this try
        order = np.concatenate([[root], np.delete(np.arange(n), root)])
        inner = _edmonds(scores[np.ix_(order, order)])
        heads = np.empty(n, dtype=np.int64)
        heads[order] = order[inner]
        heads[root] = root
        total = float(scores[np.arange(n), heads].sum())
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1]


def _most_with_root(scores: Floats) -> Floats:
    """For each word as root, what a tree can score at most: its own and every other word's likeliest arc."""
    arcs = scores.copy()
    np.fill_diagonal(arcs, _NEVER)
    likeliest = arcs.max(1) if len(scores) > 1 else np.zeros(1)
    return np.asarray(np.diagonal(scores) + likeliest.sum() - likeliest)


def _edmonds(scores: Floats) -> Ints:
    """Maximum spanning arborescence with root 0. After Chu & Liu 1965, Edmonds 1967."""
    n = len(scores)
    s = scores.copy()
    np.fill_diagonal(s, _NEVER)
    s[0, :] = _NEVER
    heads = s.argmax(1).astype(np.int64)
    heads[0] = 0
    cycle = _find_cycle(heads)
    return heads if cycle is None else _contract(s, heads, cycle, n)


def _find_cycle(heads: Ints) -> list[int] | None:
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while at != 0 and seen[at] == 0:
            seen[at] = start
            path.append(at)
            at = int(heads[at])
        if at != 0 and seen[at] == start and at in path:
            return path[path.index(at) :]
    return None


def _contract(s: Floats, heads: Ints, cycle: list[int], n: int) -> Ints:
    inside = set(cycle)
    rest = [k for k in range(n) if k not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), _NEVER)
    small[:m, :m] = s[np.ix_(rest, rest)]
    ring = np.array(cycle)
    own = s[ring, heads[ring]]
    out_of = {k: int(ring[s[k, ring].argmax()]) for k in rest}
    into: dict[int, int] = {}
    for i, k in enumerate(rest):
        small[i, m] = s[k, out_of[k]]
        gains = s[ring, k] - own
        into[k] = int(ring[gains.argmax()])
        small[m, i] = gains.max() + own.sum()
    solved = _edmonds(small)
    result = heads.copy()
    for i, k in enumerate(rest):
        if k != 0:
            result[k] = out_of[k] if solved[i] == m else rest[int(solved[i])]
    entry = rest[int(solved[m])]
    result[into[entry]] = entry
    return result
