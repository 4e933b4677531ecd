"""The pages that reprints are measured on: what is planted is there, and the score tells right from wrong."""

from __future__ import annotations

import random

from eval.reprints import EDITS, edited, plant, score

from dragoman.stories import find_reprints


def articles(count: int) -> list[tuple[str, list[str]]]:
    dice = random.Random(3)
    words = (
        "the of and in to a that was with for on it by from this had after which were their one ship harbour bridge "
        "town winter snow train school mayor river road milk farmer night fire children island treaty army spring ice "
        "newspaper minister question answer letter street market bread price work week morning window captain crew "
        "stone tower garden horse mountain valley border soldier doctor station engine paper story money council "
        "slowly never often early outside under between before carried opened closed promised counted watched refused "
        "expected looked waited doubled reached brought written heard broken empty narrow heavy bright"
    ).split()

    def paragraph() -> str:
        return " ".join(" ".join(dice.choices(words, k=15)).capitalize() + "." for _ in range(3))

    return [(f"Report {n} of the winter", [paragraph() for _ in range(5)]) for n in range(count)]


def test_every_edit_changes_the_text_or_leaves_the_body_alone() -> None:
    dice = random.Random(1)
    (_, body), (_, host) = articles(2)
    for edit in EDITS:
        made = edited(edit, body, host, ["harbour", "winter"], dice)
        assert (made == body) == (edit in ("headline", "agency", "credit")), edit
        assert made


def test_what_is_planted_is_found_and_what_is_not_told_is_not_claimed(capsys) -> None:
    planted = plant(articles(36), seed=1)
    found = find_reprints(planted.pages.values, planted.pages.__getitem__)
    easy = {key: p for key, p in planted.pairs.items() if p.edit in ("headline", "cut", "credit", "shuffled")}
    by_pair = {(r.one, r.two): r for r in found}
    assert len(easy) >= 8
    assert all(by_pair[key].earlier == pair.earlier for key, pair in easy.items())
    assert any(pair.earlier is None for pair in easy.values())
    score(planted, [], errors=0)
    assert "recall 0.000" in capsys.readouterr().out
    score(planted, found, errors=0)
    assert "precision 1.000" in capsys.readouterr().out
