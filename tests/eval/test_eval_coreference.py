"""The coreference evaluation: gold scores through the decoder come back as the gold chains."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from eval.coreference import Gold, by_heads, gold_scores, words_of
from eval.coreference_rules import rule_chains
from eval.gap import score

from dragoman.reader.coreference import corefer
from dragoman.reader.features import Window
from dragoman.reader.text import lay


@dataclass(frozen=True)
class Sentence:
    """As much of a tree as the evaluation looks at."""

    words: list[str]
    upos: list[str]
    heads: list[int]
    relations: list[str]


def tree(*cells: str) -> Sentence:
    words, upos, heads, relations = (list(x) for x in zip(*(c.split("/") for c in cells), strict=True))
    return Sentence(words, upos, [int(h) for h in heads], relations)


@pytest.fixture
def gold() -> Gold:
    """Lena and Bo met . Lena left ."""
    trees = [
        tree("Lena/PROPN/3/nsubj", "and/CCONJ/2/cc", "Bo/PROPN/0/conj", "met/VERB/3/root", "./PUNCT/3/punct"),
        tree("Lena/PROPN/1/nsubj", "left/VERB/1/root", "./PUNCT/1/punct"),
    ]
    chains = [[(0, 3)], [(0, 1), (5, 6)], [(2, 3)]]
    return Gold("d", trees, chains, {(0, 3): 0, (0, 1): 0, (2, 3): 2, (5, 6): 5})


def test_gold_scores_give_the_gold_chains_but_for_shared_heads(gold):
    doc, window = words_of(gold, True), Window(0, 8, 0, 8)
    found = corefer(doc, lay(doc), [window], [gold_scores(gold, window)])
    assert [[(m.start, m.end) for m in c.mentions] for c in found.chains] == [[(0, 1), (5, 6)], [(2, 3)]]
    g, f = by_heads(gold, found)
    assert g == [{(0, 3)}, {0, 5}, {2}]
    assert f == [{0, 5}, {2}]


def test_rules_join_a_name_and_its_pronoun(gold):
    doc = words_of(gold, True)
    found = rule_chains(doc)
    assert [[m.head for m in c.mentions] for c in found.chains] == [[0, 5], [2]]


def test_gap_counts_pairs(gold):
    doc = words_of(gold, True)  # "Lena and Bo met . Lena left ."
    row = {"Pronoun": "her", "Pronoun-offset": str(doc[5].idx), "A": "Lena", "A-offset": "0", "A-coref": "TRUE"}
    row |= {"B": "Bo", "B-offset": str(doc[2].idx), "B-coref": "TRUE"}
    counts = score([row], [(doc, rule_chains(doc))])
    assert counts["feminine"].precision == 1.0
    assert counts["all"].recall == 0.5
    assert counts["masculine"].gold == 0.0
