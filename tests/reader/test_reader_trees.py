"""Arc scores to trees: always one root, always a tree, never worse than any other tree on small input."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dragoman.reader.trees import decode_heads


def is_tree(heads) -> bool:
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        if at != roots[0]:
            return False
    return True


def scores(n: int):
    return hnp.arrays(np.float32, (n, n), elements=st.floats(-50, 50, width=32))


@given(st.integers(1, 12).flatmap(scores))
def test_always_a_tree(arcs):
    assert is_tree(decode_heads(arcs).tolist())


@settings(max_examples=60)
@given(st.integers(1, 4).flatmap(scores))
def test_no_tree_is_better(arcs):
    n = len(arcs)
    best = max(sum(float(arcs[i, h]) for i, h in enumerate(t)) for t in product(range(n), repeat=n) if is_tree(t))
    found = decode_heads(arcs)
    assert sum(float(arcs[i, h]) for i, h in enumerate(found)) >= best - 1e-3


def test_a_cycle_is_broken_where_it_costs_least():
    arcs = np.array([[1, 0, 9], [9, 0, 0], [0, 9, 2]], dtype=np.float32)
    heads = decode_heads(arcs)
    assert is_tree(heads.tolist())
    assert heads.tolist() == [2, 0, 2]
