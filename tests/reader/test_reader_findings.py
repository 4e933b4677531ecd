"""Scores to decisions: one trigger an act, plain facts only where sure, content beside its cue."""

import numpy as np

from dragoman.reader.features import Window
from dragoman.reader.findings import ACTOR, CONTENT_FIRST, CONTENT_LAST, Cutoffs, find, mention_spans, stance
from dragoman.reader.labels import CUE, TRIGGERS, Labels
from dragoman.reader.session import Scores

LABELS = Labels(upos=("X",), feats=("_",), lemmas=("L|0|",), relations=("root",), modes=("-", "visit"))
ASSAULT, CONSULT = TRIGGERS.index("ASSAULT"), TRIGGERS.index("CONSULT")


def scores(n: int) -> Scores:
    def flat(*shape: int, value: float = -9.0):
        return np.full(shape, value, dtype=np.float32)

    none = np.zeros(n, dtype=np.int32)
    s = Scores(
        upos=none, feats=none, lemma=none, start=flat(n), names=flat(n, 7), arcs=flat(n, n), relation=none,
        trigger=flat(n, len(TRIGGERS)), mention=flat(n, 3), entity=flat(n), antecedent=flat(n, n),
        metonym=flat(n), saying=flat(n), pointers=flat(7, n, n), other=flat(n, 2),
        polarity=flat(n, 2, value=0.0), mood=flat(n, 6, value=0.0), mode=flat(n, 2, value=0.0),
    )  # fmt: skip
    s.other[:, 0] = 5.0
    s.polarity[:, 0] = 5.0
    s.mood[:, 0] = 5.0
    return s


def window(n: int) -> Window:
    return Window(0, n, 0, n)


def test_neighbouring_triggers_of_one_type_are_one_act():
    s = scores(6)
    s.trigger[1, ASSAULT], s.trigger[2, ASSAULT], s.trigger[4, ASSAULT] = 1.0, 3.0, 2.0
    assert [f.word for f in find(s, window(6), LABELS, Cutoffs())] == [2, 4]


def test_a_second_type_at_a_word_must_be_surer():
    s = scores(2)
    s.trigger[0, ASSAULT], s.trigger[0, CONSULT] = 2.0, 0.0
    assert [f.type for f in find(s, window(2), LABELS, Cutoffs())] == ["ASSAULT"]
    s.trigger[0, CONSULT] = 1.5
    assert {f.type for f in find(s, window(2), LABELS, Cutoffs())} == {"ASSAULT", "CONSULT"}


def test_actors_above_the_cutoff_or_the_best_one():
    s = scores(4)
    s.trigger[0, ASSAULT] = 3.0
    s.pointers[ACTOR, 0] = [-5, 2.0, 1.5, 0.0]
    assert find(s, window(4), LABELS, Cutoffs())[0].actors == (1, 2)
    s.pointers[ACTOR, 0] = [-5, -0.9, -4, -4]
    assert find(s, window(4), LABELS, Cutoffs())[0].actors == (1,)
    s.pointers[ACTOR, 0] = -5
    assert find(s, window(4), LABELS, Cutoffs())[0].actors == ()


def test_a_plain_fact_only_where_sure():
    s = scores(1)
    s.mood[0] = [1.0, 0.0, 0.0, 0.8, 0.0, 0.0]
    assert stance(s, 0, LABELS, 0.2)[:2] == ("+", "actual")
    assert stance(s, 0, LABELS, 0.7)[:2] == ("+", "intended")


def test_content_never_holds_its_cue():
    s = scores(6)
    s.trigger[2, TRIGGERS.index(CUE)] = 3.0
    s.pointers[CONTENT_FIRST, 2] = [3.0, 0, 0, 1.0, 0, 0]
    s.pointers[CONTENT_LAST, 2] = [0, 0, 0, 0, 0, 3.0]
    (cue,) = find(s, window(6), LABELS, Cutoffs())
    assert cue.content == (3, 6)


def test_only_the_core_is_decided():
    s = scores(4)
    s.trigger[0, ASSAULT] = s.trigger[3, ASSAULT] = 3.0
    assert [f.word for f in find(s, Window(10, 14, 12, 14), LABELS, Cutoffs())] == [13]


def test_mention_spans():
    assert mention_spans([0, 1, 2, 1, 0, 2]) == [(1, 3), (3, 4), (5, 6)]


def test_a_cue_is_the_unbroken_run_of_its_words():
    s = scores(7)
    s.trigger[3, TRIGGERS.index(CUE)] = 3.0
    assert find(s, window(7), LABELS, Cutoffs())[0].cue is None
    s.saying[[0, 2, 3, 4, 6]] = 2.0
    assert find(s, window(7), LABELS, Cutoffs())[0].cue == (2, 5)
