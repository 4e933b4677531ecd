"""Words are cut as Universal Dependencies cuts them, and nothing of the text moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reader.tokens import english

NLP = english()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stop that!!!", ["Stop", "that", "!!!"]),
        ("They did what?!", ["They", "did", "what", "?!"]),
        ("====== Newsletter", ["======", "Newsletter"]),
        ("talks and/or threats", ["talks", "and", "/", "or", "threats"]),
        ("Call 212-555-0137 by e-mail", ["Call", "212-555-0137", "by", "e-mail"]),
        ("pro-Ostrelian rebels", ["pro", "-", "Ostrelian", "rebels"]),
        ("He didn't go.", ["He", "did", "n't", "go", "."]),
    ],
)
def test_words(text, words):
    assert [t.text for t in NLP.make_doc(text)] == words


@given(st.text(alphabet="ab.!?-=_*$/ \n\"'2", max_size=40))
def test_the_text_stays_as_it_was(text):
    assert NLP.make_doc(text).text == text
