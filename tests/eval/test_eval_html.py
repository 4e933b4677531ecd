"""The score of a reader of web pages: bags of four words."""

from __future__ import annotations

import pytest
from eval.html import Found, Gold, score

BODY = ("The army moved two brigades to the valley.", "Keshtan called it a provocation the same evening.")
DECK = "The spokesman denies that an attack is planned"
GOLD = Gold("page", b"", BODY, (DECK,), ("Lies from start to finish.",))


def test_the_body_itself_is_perfect() -> None:
    found = score(Found("\n".join(BODY), "Lies from start to finish."), GOLD)
    assert (found.precision, found.recall) == (1.0, 1.0)
    assert (found.comments_found, found.comments_in_body) == (1, 0)


def test_half_the_body_and_other_words() -> None:
    wanted = 16 - 3  # words in all, less three that begin no run of four
    assert score(Found(BODY[0]), GOLD).recall == pytest.approx(5 / wanted)
    assert score(Found(f"{BODY[0]} Tea exports fall"), GOLD).precision == pytest.approx(5 / 8)


def test_lines_that_count_neither_way() -> None:
    with_deck = score(Found("\n".join((*BODY, DECK))), GOLD)
    assert with_deck.recall == 1.0
    assert with_deck.precision == pytest.approx(13 / 16)  # but for the runs that lead into it


def test_nothing_found_is_nothing_right() -> None:
    found = score(Found(""), GOLD)
    assert (found.precision, found.recall) == (0.0, 0.0)
