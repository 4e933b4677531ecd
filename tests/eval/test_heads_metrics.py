"""Head scores: known answers, and what must hold of any numbers."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from eval.heads_metrics import (
    F1,
    Labelled,
    calibration,
    classified,
    golden_section,
    log_loss,
    pearson,
    temperature,
    tempered,
)


def test_f1_counts_over_documents():
    f1 = F1()
    f1.add([(0, 2), (5, 6)], [(0, 2), (5, 7), (9, 10)])
    f1.add([(0, 2)], [])
    row = f1.row()
    assert (f1.right, f1.found, f1.wanted) == (1, 3, 3)
    assert row["p"] == row["r"] == row["f1"] == pytest.approx(100 / 3)


def test_f1_of_the_same_span_twice():
    f1 = F1()
    f1.add([(0, 1), (0, 1)], [(0, 1), (0, 1), (0, 1)])
    assert f1.row()["p"] == 100
    assert f1.row()["r"] == pytest.approx(200 / 3)


def test_f1_of_nothing_is_nought():
    assert F1().row()["f1"] == 0


def test_macro_f1_of_three_classes():
    # a: 2 right, 1 missed, 1 wrongly found; b: 1 right, 1 missed, 1 wrongly found; c occurs on neither side
    row = classified([0, 0, 0, 1, 1], [0, 0, 1, 1, 0], ["a", "b", "c"])
    assert row["accuracy"] == 60
    assert row["f1"] == {"a": pytest.approx(200 / 3), "b": 50}
    assert row["macro_f1"] == pytest.approx((200 / 3 + 50) / 2)
    assert row["confusion"]["a"] == {"a": 2, "b": 1, "c": 0}


def test_a_class_found_but_never_wanted_counts_nought():
    assert classified([0, 0], [0, 1], ["a", "b"])["macro_f1"] == pytest.approx(100 * (2 / 3) / 2)


def test_labelled_takes_the_likeliest():
    cases = Labelled(("a", "b"))
    cases.add([0.9, 0.1], 0)
    cases.add([0.6, 0.4], 1)
    row = cases.row()
    assert row["accuracy"] == 50
    assert row["loss"] == pytest.approx(-(np.log(0.9) + np.log(0.4)) / 2)
    assert row["ece"] == pytest.approx(100 * (0.1 + 0.6) / 2)


def test_calibration_in_two_bins():
    # 0.2, 0.4 with one right: off by 0.2; 0.8, 1.0 both right: off by 0.1
    assert calibration([1.0, 0.2, 0.8, 0.4], [True, False, True, True], bins=2) == pytest.approx(15)


def test_calibration_of_few_cases_and_none():
    assert calibration([], []) == 0
    assert calibration([0.7], [True]) == pytest.approx(30)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60), st.integers(1, 20))
def test_calibration_lies_between_the_whole_and_the_worst(cases, bins):
    p, y = [c[0] for c in cases], [c[1] for c in cases]
    error = calibration(p, y, bins)
    assert 100 * abs(np.mean(p) - np.mean(y)) - 1e-9 <= error <= 100 + 1e-9


def test_golden_section_finds_the_valley():
    assert golden_section(lambda x: (x - 1.25) ** 2, -3, 3) == pytest.approx(1.25, abs=1e-3)


@pytest.mark.parametrize("true", [0.5, 1.0, 3.0])
def test_temperature_is_found_again(true):
    rng = np.random.default_rng(7)
    logits = rng.normal(size=(20_000, 3)) * 2
    odds = tempered(logits, 1.0)
    gold = (rng.random(20_000)[:, None] > odds.cumsum(-1)).sum(-1)
    found = temperature(logits * true, gold)
    assert found == pytest.approx(true, rel=0.05)
    assert log_loss(tempered(logits * true, found), gold) <= log_loss(tempered(logits * true, 1.0), gold) + 1e-9


def test_pearson_known_and_flat():
    assert pearson([1, 2, 3, 4], [2, 4, 6, 8]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 1, 2]) == pytest.approx(-0.5)
    assert pearson([1, 1, 1], [1, 2, 3]) == 0
