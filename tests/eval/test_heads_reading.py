"""Head scores on a text of our own: the counting, and the gold fed back through the reader's form."""

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from eval.heads import on_documents
from eval.heads_attribution import Attributions, Told, depths
from eval.heads_metonymy import Metonyms
from eval.heads_oracle import PLACE
from eval.heads_reading import Watched, watched
from train.annotated import annotate

from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import WEIGHTS


def told(word: int, source: int | None = None, content=(), outer: int | None = None, cue=()) -> Told:
    """An attribution of single words."""
    words = frozenset() if source is None else frozenset({source})
    return Told(word, frozenset(cue) or frozenset({word}), words, source, frozenset(content), outer)


def f1(tally: Attributions, name: str) -> float:
    return tally.counts[name].row()["f1"]


def test_each_part_counts_by_itself_and_the_triple_only_whole():
    tally = Attributions()
    tally.add([told(3, 2, (4, 5, 6)), told(9, 8, (10, 11))], [told(3, 2, (4, 5, 6)), told(9, 7, (10, 11))])
    assert f1(tally, "cue") == f1(tally, "content") == 100
    assert f1(tally, "source") == f1(tally, "triple") == 50


def test_a_cue_of_two_words_is_not_found_by_one_save_relaxed():
    tally = Attributions()
    tally.add([told(1, 3, (5,))], [told(1, 3, (5,), cue=(1, 2))])
    assert f1(tally, "cue") == f1(tally, "triple") == 0
    assert f1(tally, "triple, cue by its word") == f1(tally, "relaxed: cue, carrying word") == 100


def test_a_content_that_the_gold_leaves_open_costs_nothing():
    tally = Attributions()
    tally.add([told(3, 2, (4, 5))], [told(3, 2)])
    assert f1(tally, "triple") == 100
    assert tally.counts["content"].found == 0


def test_relaxed_content_is_the_overlap_in_words():
    tally = Attributions()
    tally.add([told(3, 2, (4, 5, 6, 7))], [told(3, 2, (5, 6))])
    assert f1(tally, "content") == 0
    assert f1(tally, "relaxed: content, words") == pytest.approx(100 * 4 / 6)


def test_depth_follows_the_outer_holders():
    chain = [told(2, 1), told(5, 4, outer=1), told(8, 7, outer=4), told(11, 10, outer=7), told(14, 13, outer=10)]
    assert depths(chain) == [0, 1, 2, 3, 3]
    assert depths([told(2, 1, outer=5), told(6, 5, outer=1)]) == [3, 3]  # a ring ends


def test_a_wrong_outer_holder_counts_at_both_depths():
    tally = Attributions()
    tally.add([told(2, 1), told(5, 4)], [told(2, 1), told(5, 4, outer=1)])
    assert tally.depths["0"].row()["p"] == 50
    assert tally.depths["1"].row()["r"] == 0
    assert tally.depths["all"].row()["f1"] == 50


TEXT = (
    "Ruritania said on 3 May that Graustark had shelled the town of Strelsau. According to the Courier, "
    "Graustark will withdraw its troops. Syldavia may arm the rebels."
)
RURITANIA = {"name": "Ruritania", "country": None, "sector": None, "text": "Ruritania"}
GRAUSTARK = {"name": "Graustark", "country": None, "sector": None, "text": "Graustark"}


def claim(quote: str, kind: str, trigger: str, actor: str, **more):
    entity = {"name": actor, "country": None, "sector": None, "text": actor}
    row = {"quote": quote, "kind": "event", "type": kind, "mode": None, "trigger": trigger, "actors": [entity]}
    rest = {"recipients": [], "holders": [], "content": None, "polarity": "+", "mood": "actual"}
    return {**row, **rest, "when": None, "where": None, **more}


@pytest.fixture(scope="module")
def text():
    courier = {"name": "the Courier", "text": "the Courier", "cue": "According to"}
    claims = [
        claim(
            TEXT[: TEXT.index(".")], "ASSAULT", "shelled", "Graustark",
            holders=[{**RURITANIA, "cue": "said"}], content="Graustark had shelled the town of Strelsau",
            where="Strelsau", when=["2020-05-03", "2020-05-03"],
        ),
        claim(
            "According to the Courier, Graustark will withdraw its troops", "RETREAT", "withdraw", "Graustark",
            holders=[courier], content="Graustark will withdraw its troops", mood="predicted",
        ),
        claim("Syldavia may arm the rebels", "AID", "arm", "Syldavia", mood="possible"),
    ]  # fmt: skip
    time = {"start": TEXT.index("3 May"), "text": "3 May", "from": "2020-05-03", "to": "2020-05-03"}
    return annotate("own", TEXT, claims, timexes=[time], places=frozenset({"Ruritania", "Graustark"}))


@pytest.fixture(scope="module")
def oracle() -> Watched:
    return watched(WEIGHTS, Cutoffs(), oracle=True)


def test_the_gold_fed_back_is_all_right(oracle, text):
    scores = on_documents(oracle, [text])
    told_, stance = scores["attribution"], scores["stance at gold triggers"]
    for name in ("source", "cue", "content", "triple", "relaxed: cue, carrying word"):
        assert told_[name]["f1"] == 100, name
    assert scores["triggers"]["with type"] == {"p": 100, "r": 100, "f1": 100, "found": 3, "wanted": 3}
    for name in ("actors", "place", "time"):
        assert scores["arguments at found triggers"][name]["f1"] == 100, name
    assert stance["mood, by the fact rule"]["accuracy"] == stance["both, likeliest"]["accuracy"] == 100
    assert stance["both, likeliest"]["leaked as fact"] == 0


def test_every_word_is_scored_in_the_window_that_decides_it(oracle, text):
    (read,) = oracle.annotated([text])
    assert read.scores[0].pointers.shape[0] > PLACE
    for word in range(len(read.tokens)):
        scores, at = read.at(word)
        assert scores.trigger[at].shape == (len(read.scores[0].trigger[0]),)
    assert {read.doc[read.tokens[w]].text for w in read.marks} == {".", ","}


@pytest.mark.parametrize(("odds", "right"), [(4.0, 1), (-4.0, 0)])
def test_a_place_name_acts_above_even_odds(oracle, text, odds, right):
    (read,) = oracle.annotated([text])
    scores = [SimpleNamespace(metonym=np.full(len(read.tokens), odds))]
    tally = Metonyms()
    tally.judge(replace(read, scores=scores), (0, len("Ruritania")), True)
    row = tally.row()
    assert row["cases"] == 1
    assert row["accuracy"] == 100 * right


def test_the_shipped_reader_is_measured_too(text):
    scores = on_documents(watched(WEIGHTS, Cutoffs()), [text])
    assert scores["triggers"]["with type"]["wanted"] == 3
