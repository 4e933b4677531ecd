"""Coreference metrics: answers known from the literature, and what must hold of any chains."""

import sys
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from eval.chain_metrics import METRICS, Tally, best_assignment, ceaf_e, without_singletons


def sets(*words: str) -> list[frozenset[str]]:
    return [frozenset(w) for w in words]


def tally(gold, found) -> Tally:
    t = Tally()
    t.add(gold, found)
    return t


@st.composite
def chains(draw, alphabet="abcdefghij"):
    owners = draw(st.dictionaries(st.sampled_from(alphabet), st.integers(0, 4)))
    by: dict[int, set[str]] = {}
    for mention, owner in owners.items():
        by.setdefault(owner, set()).add(mention)
    return [frozenset(c) for c in by.values()]


def test_known_answers():
    """Key {a b c} {d e f g}; response {a b} {c d} {f g h i}: the example of Pradhan et al. 2014, who round F1 up."""
    t = tally(sets("abc", "defg"), sets("ab", "cd", "fghi"))
    muc, b3, ceaf = (t.counts[m] for m in ("muc", "b3", "ceafe"))
    assert (muc.recall, muc.precision, muc.f1) == pytest.approx((2 / 5, 2 / 5, 0.40))
    assert b3.recall == pytest.approx(1 / 7 * (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4))
    assert b3.precision == pytest.approx(1 / 8 * (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4))
    assert b3.f1 == pytest.approx(0.46, abs=0.006)
    assert ceaf.recall == pytest.approx((4 / 5 + 4 / 8) / 2)
    assert ceaf.precision == pytest.approx((4 / 5 + 4 / 8) / 3)
    assert ceaf.f1 == pytest.approx(0.52, abs=0.005)
    assert t.counts["mentions"].recall == pytest.approx(6 / 7)
    assert t.counts["mentions"].precision == pytest.approx(6 / 8)


def test_one_chain_for_all_pleases_muc_alone():
    t = tally(sets("ab", "cd", "ef"), sets("abcdef"))
    assert t.counts["muc"].recall == 1.0
    assert t.counts["muc"].precision == pytest.approx(3 / 5)
    assert t.counts["b3"].precision == pytest.approx(1 / 3)
    assert t.counts["ceafe"].recall == pytest.approx(1 / 3 * 2 * 2 / 8)


def test_documents_are_summed_not_averaged():
    t = tally(sets("ab"), sets("ab"))
    t.add(sets("abcdefghij"), [])
    assert t.counts["muc"].recall == pytest.approx(1 / 10)
    assert t.counts["muc"].precision == 1.0


def test_singletons():
    assert without_singletons(sets("ab", "c")) == sets("ab")


@given(chains())
def test_the_same_chains_have_full_score(some):
    t = tally(some, some)
    for m in METRICS:
        assert t.counts[m].f1 == pytest.approx(1.0 if without_singletons(some) or (some and m != "muc") else 0.0)


@given(chains(), chains())
def test_swapping_sides_swaps_recall_and_precision(some, other):
    a, b = tally(some, other), tally(other, some)
    for m in METRICS:
        assert a.counts[m].recall == pytest.approx(b.counts[m].precision)
        assert 0.0 <= a.counts[m].recall <= 1.0 + 1e-9


@given(chains(), chains())
def test_chains_without_a_common_mention_score_nothing(some, other):
    far = [frozenset(m.upper() for m in c) for c in other]
    assert tally(some, far).conll == 0.0


@given(chains(), chains())
def test_the_order_of_chains_does_not_matter(some, other):
    assert tally(some, other).conll == pytest.approx(tally(some[::-1], other[::-1]).conll)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(0, 9, width=32), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_best_assignment_equals_trying_all(rows):
    worth = np.array(rows, dtype=np.float64)
    wide = worth if worth.shape[0] <= worth.shape[1] else worth.T
    n, m = wide.shape
    best = max(sum(wide[i, c] for i, c in enumerate(p)) for p in permutations(range(m), n))
    assert best_assignment(worth) == pytest.approx(best)


def test_ceaf_of_nothing():
    assert ceaf_e([], sets("a")) == 0.0
    assert best_assignment(np.zeros((0, 3))) == 0.0
