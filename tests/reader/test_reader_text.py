"""A Doc as the network's words: blanks and line breaks tell where sentences may begin."""

from spacy.tokens import Doc

from dragoman.reader.features import NO_START, START, START_UNKNOWN
from dragoman.reader.text import lay
from dragoman.reader.tokens import english

NLP = english()


def test_lines_begin_sentences_and_joined_words_do_not():
    laid = lay(NLP.make_doc('Baku denied it.\n\n  "They didn\'t go," he said'))
    known = dict(zip(laid.words.words, laid.words.starts, strict=True))
    assert [known[w] for w in ("Baku", '"', "They", "n't", "he")] == [
        START,
        NO_START,
        NO_START,
        NO_START,
        START_UNKNOWN,
    ]
    assert laid.words.starts[laid.words.words.index('"')] == START  # the first of the two marks


def test_given_starts_are_kept():
    laid = lay(Doc(NLP.vocab, words=["Go", ".", "Stay"], sent_starts=[True, False, True]))
    assert laid.words.starts == (START, NO_START, START)


def test_a_text_of_blanks_has_no_words():
    assert lay(NLP.make_doc(" \n ")).tokens == ()
