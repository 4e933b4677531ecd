"""Words to numbers: windows decide every word once and never overflow."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reader.features import (
    MAX_PIECES,
    NO_START,
    START,
    START_UNKNOWN,
    Words,
    casing,
    cut_windows,
    open_starts,
    pad,
    quoted_words,
)
from dragoman.reader.heads import head_word
from dragoman.reader.lemmas import apply_rule, lemma_rule

WORD = st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd", "Po")), min_size=1, max_size=9)


@given(st.lists(st.tuples(WORD, st.integers(1, 8), st.booleans()), min_size=1, max_size=900))
def test_windows_decide_every_word_once_and_never_overflow(rows):
    words, pieces, breaks = zip(*rows, strict=True)
    starts = tuple(START if b else START_UNKNOWN for b in breaks)
    windows = cut_windows(Words(words, starts, (0,) * len(words)), pieces)
    decided = [at for w in windows for at in range(w.core_start, w.core_end)]
    assert decided == list(range(len(words)))
    for w in windows:
        assert w.start <= w.core_start < w.core_end <= w.end <= len(words)
        assert sum(pieces[w.start : w.end]) <= MAX_PIECES


def test_windows_are_cut_where_sentences_may_end():
    words = [*(["the", "envoy", "left", "."] * 80)[:-1], "."]
    words = [w.capitalize() if i % 4 == 0 else w for i, w in enumerate(words)]
    windows = cut_windows(Words(tuple(words), (0,) * 320, (0,) * 320), [1] * 320)
    assert len(windows) > 1
    assert all(words[w.core_start] == "The" for w in windows)


def test_quotation_marks_and_speech_blocks():
    words = "He said : “ We left . ” She stayed .".split()
    assert quoted_words(words, [True] + [False] * 10) == [0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]
    lines = ["The minister said :".split(), "We shall go .".split(), "Notes to editors".split()]
    flat = [w for line in lines for w in line]
    starts = [i == 0 for line in lines for i in range(len(line))]
    assert quoted_words(flat, starts) == [0] * 4 + [1] * 4 + [1, 1, 1]


def test_no_sentence_begins_at_a_word_joined_to_the_one_before():
    words = ["Go", ".", '"', "The", "envoy", '"', "left", ".", "She", "did", "n't", "."]
    joined = [False, True, False, True, False, True, False, True, True, False, True, True]
    open_ = [w for w, s in zip(words, open_starts(words, joined), strict=True) if s == START_UNKNOWN]
    assert open_ == ["Go", '"', "envoy", "left", "She", "did"]  # a blank is missing before "She"
    assert set(open_starts(words, joined)) == {START_UNKNOWN, NO_START}


def test_an_open_mark_ends_with_its_line():
    words = ["“", "Go", "home", "The", "crowd", "left"]
    assert quoted_words(words, [True, False, False, True, False, False]) == [1, 1, 1, 0, 0, 0]


@given(WORD, WORD)
def test_lemma_rules_undo_themselves_where_case_allows(form, lemma):
    rule = lemma_rule(form, lemma)
    made = apply_rule(form, rule)
    assert made == lemma or made.lower() == lemma.lower()


def test_lemma_rules():
    assert apply_rule("Walked", lemma_rule("walked", "walk")) == "walk"
    assert apply_rule("were", lemma_rule("were", "be")) == "be"
    assert apply_rule("Baku", lemma_rule("Kyiv", "Kyiv")) == "Baku"


def test_casing_tells_shapes_apart():
    assert len({casing(w) for w in ("state", "U", "US", "Iran", "AbC4", "44", "McKay", "…")}) == 8


def test_head_word_of_a_mention():
    assert head_word("the foreign minister of Iran".split()) == 2
    assert head_word("Iran 's".split()) == 0
    assert head_word("two Iranian agents".split()) == 2


def test_pad():
    assert pad([[1], [2, 3]], -1).tolist() == [[1, -1], [2, 3]]
