"""Scores to chains: spans by the tree, chains by shared probability, names known again beyond the window."""

from dataclasses import dataclass

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman.reader.coreference import LinkCutoffs, corefer
from dragoman.reader.features import Window
from dragoman.reader.phrases import phrase
from dragoman.reader.recurrence import recurring_words
from dragoman.reader.text import lay
from dragoman.records import Mention

NLP = spacy.blank("en")


@dataclass(frozen=True)
class Scored:
    entity: np.ndarray
    antecedent: np.ndarray


def parsed(*rows: str) -> Doc:
    """A Doc from "word/TAG/head/relation" rows; heads count from 0 in each row, a root names itself."""
    words, tags, heads, deps, starts = [], [], [], [], []
    for row in rows:
        base = len(words)
        for i, cell in enumerate(row.split()):
            word, tag, head, dep = cell.rsplit("/", 3)
            words.append(word)
            tags.append(tag)
            heads.append(base + int(head))
            deps.append(dep)
            starts.append(i == 0)
    return Doc(NLP.vocab, words=words, pos=tags, heads=heads, deps=deps)


def scored(n: int, links: dict[int, dict[int, float]]) -> Scored:
    """Words that head mentions, each with the scores of earlier words; "none earlier" has 0."""
    entity, antecedent = np.full(n, -5.0, dtype=np.float32), np.full((n, n), -9.0, dtype=np.float32)
    np.fill_diagonal(antecedent, 0.0)
    for word, row in links.items():
        entity[word] = 5.0
        for earlier, value in row.items():
            antecedent[word, earlier] = value
    return Scored(entity, antecedent)


def texts(doc: Doc, found) -> list[list[str]]:
    return [[doc[m.start : m.end].text for m in c.mentions] for c in found.chains]


def plain(text: str) -> Doc:
    """Words that all stand by themselves: capitals are names, "it" and "I" pronouns."""
    words = text.split()
    tags = ["PRON" if w in ("it", "I") else "PROPN" if w[0].isupper() else "NOUN" for w in words]
    return Doc(NLP.vocab, words=words, pos=tags, heads=list(range(len(words))), deps=["ROOT"] * len(words))


ENVOY = (
    "The/DET/2/det old/ADJ/2/amod envoy/NOUN/12/nsubj of/ADP/4/case Vardania/PROPN/2/nmod ,/PUNCT/7/punct "
    "who/PRON/7/nsubj left/VERB/2/acl:relcl ,/PUNCT/7/punct and/CCONJ/11/cc her/PRON/11/nmod:poss aide/NOUN/2/conj "
    "spoke/VERB/12/ROOT ./PUNCT/12/punct"
)


@pytest.mark.parametrize(
    ("head", "words"),
    [(2, "The old envoy of Vardania , who left"), (4, "Vardania"), (10, "her"), (11, "her aide")],
)
def test_a_phrase_has_its_clauses_but_no_further_conjunct(head, words):
    doc = parsed(ENVOY)
    start, end = phrase(doc, head)
    assert doc[start:end].text == words


def test_a_phrase_ends_before_its_apposition_and_the_verb_to_be():
    doc = parsed("Lena/PROPN/5/nsubj Roth/PROPN/0/flat ,/PUNCT/4/punct a/DET/4/det judge/NOUN/0/appos left/VERB/5/ROOT")
    assert phrase(doc, 0) == (0, 2)
    doc = parsed("She/PRON/3/nsubj is/AUX/3/cop a/DET/3/det judge/NOUN/3/ROOT ./PUNCT/3/punct")
    assert phrase(doc, 3) == (2, 4)


def test_a_phrase_keeps_its_genitive_and_closes_its_brackets():
    doc = parsed("Roth/PROPN/2/nmod:poss 's/PART/0/case speech/NOUN/2/ROOT")
    assert phrase(doc, 0) == (0, 2)
    doc = parsed("talks/NOUN/0/ROOT (/PUNCT/3/punct in/ADP/3/case Tarn/PROPN/0/nmod )/PUNCT/3/punct ./PUNCT/0/punct")
    assert phrase(doc, 0) == (0, 5)


def test_a_gerund_has_its_object():
    doc = parsed("Leaving/VERB/3/csubj the/DET/2/det pact/NOUN/0/obj hurts/VERB/3/ROOT us/PRON/3/obj")
    assert phrase(doc, 0) == (0, 3)


def test_chains_and_look_up():
    doc = parsed(
        "Lena/PROPN/5/nsubj Roth/PROPN/0/flat ,/PUNCT/4/punct who/PRON/4/nsubj lied/VERB/0/acl:relcl left/VERB/5/ROOT",
        "The/DET/1/det judge/NOUN/2/nsubj said/VERB/2/ROOT she/PRON/4/nsubj fled/VERB/2/ccomp",
    )
    doc[3].set_morph("PronType=Rel")
    s = scored(11, {7: {0: 3.0}, 0: {}, 9: {7: 2.0, 0: 1.0}})
    found = corefer(doc, lay(doc), [Window(0, 11, 0, 11)], [s])
    assert texts(doc, found) == [["Lena Roth , who lied", "The judge", "she"]]
    (chain,) = found.chains
    assert chain.best == Mention(0, 5, 0)
    assert all(found.chain_of(t) is chain for t in (0, 1, 3, 7, 9))
    assert found.chain_of(5) is None


def test_a_description_tells_more_than_a_pronoun():
    doc = plain("it door it")
    found = corefer(doc, lay(doc), [Window(0, 3, 0, 3)], [scored(3, {0: {}, 1: {0: 2.0}, 2: {1: 2.0}})])
    assert found.chains[0].best.head == 1


def test_a_chain_has_the_probability_of_all_its_mentions():
    doc = plain("Ada Bo Ada it")
    links = {0: {}, 1: {}, 2: {0: 4.0}, 3: {0: 0.6, 1: 0.9, 2: 0.6}}
    found = corefer(doc, lay(doc), [Window(0, 4, 0, 4)], [scored(4, links)])
    assert texts(doc, found) == [["Ada", "Ada", "it"], ["Bo"]]


def test_first_mentions_against_links():
    doc = plain("Ada it")
    laid, windows, s = lay(doc), [Window(0, 2, 0, 2)], [scored(2, {0: {}, 1: {0: 1.0}})]
    assert len(corefer(doc, laid, windows, s).chains) == 1
    assert len(corefer(doc, laid, windows, s, LinkCutoffs(first=2.0)).chains) == 2
    assert corefer(doc, laid, windows, s, LinkCutoffs(entity=6.0)).chains == ()


def test_chains_link_up_over_windows():
    doc = plain("Ada it it it")
    windows = [Window(0, 3, 0, 2), Window(1, 4, 2, 4)]
    scores = [scored(3, {0: {}, 1: {0: 2.0}, 2: {}}), scored(3, {0: {}, 1: {0: 2.0}, 2: {1: 2.0}})]
    assert texts(doc, corefer(doc, lay(doc), windows, scores)) == [["Ada", "it", "it", "it"]]


def test_names_come_back_beyond_the_window_but_pronouns_do_not():
    doc = plain("Ada it door Ada it")
    windows = [Window(0, 3, 0, 3), Window(2, 5, 3, 5)]
    scores = [scored(3, {0: {}, 1: {}}), scored(3, {1: {}, 2: {}})]
    assert texts(doc, corefer(doc, lay(doc), windows, scores)) == [["Ada", "Ada"], ["it"], ["it"]]


def test_what_the_network_calls_new_is_known_again_by_its_words():
    doc = plain("Ada Ada")
    found = corefer(doc, lay(doc), [Window(0, 2, 0, 2)], [scored(2, {0: {}, 1: {0: -3.0}})])
    assert texts(doc, found) == [["Ada", "Ada"]]


def test_recurring_words():
    doc = parsed("The/DET/1/det pact/NOUN/1/ROOT", "a/DET/1/det pact/NOUN/1/ROOT", "Tarn/PROPN/0/ROOT 's/PART/0/case")
    assert recurring_words(doc, Mention(0, 2, 1), False) == "pact"
    assert recurring_words(doc, Mention(2, 4, 3), False) is None
    assert recurring_words(doc, Mention(4, 6, 4), False) == "tarn"
    doc = plain("I it")
    assert recurring_words(doc, Mention(0, 1, 0), False) == "i"
    assert recurring_words(doc, Mention(0, 1, 0), True) is None
    assert recurring_words(doc, Mention(1, 2, 1), False) is None


def test_scores_that_are_no_numbers_link_nothing():
    doc = plain("Ada Bo")
    bad = scored(2, {0: {}, 1: {}})
    bad.antecedent[:] = np.nan
    assert texts(doc, corefer(doc, lay(doc), [Window(0, 2, 0, 2)], [bad])) == [["Ada"], ["Bo"]]


def test_no_words_no_chains():
    doc = NLP.make_doc("")
    assert corefer(doc, lay(doc), [], []).chains == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_every_mention_is_in_one_chain(n, seed):
    rng = np.random.default_rng(seed)
    heads = [0, *(int(rng.integers(0, i)) for i in range(1, n))]
    relations = rng.choice(["nmod", "flat", "acl:relcl", "conj", "punct"], n).tolist()
    doc = Doc(
        NLP.vocab,
        words=rng.choice(["Ada", "pact", "it", "(", '"'], n).tolist(),
        pos=rng.choice(["PROPN", "NOUN", "VERB", "PUNCT"], n).tolist(),
        heads=heads,
        deps=["ROOT", *relations[1:]],
    )
    half = n // 2
    windows = [w for w in (Window(0, n, 0, half), Window(half // 2, n, half, n)) if w.core_end > w.core_start]
    scores = [
        Scored(*(rng.normal(size=shape).astype(np.float32) for shape in ((w.end - w.start,), (w.end - w.start,) * 2)))
        for w in windows
    ]
    found = corefer(doc, lay(doc), windows, scores)
    mentions = [m for c in found.chains for m in c.mentions]
    assert len({(m.start, m.end) for m in mentions}) == len({m.head for m in mentions}) == len(mentions)
    for k, chain in enumerate(found.chains):
        assert list(chain.mentions) == sorted(chain.mentions, key=lambda m: m.head)
        assert chain.best in chain.mentions
        assert all(m.start <= m.head < m.end and found.numbers[m.head] == k for m in chain.mentions)
