"""Furniture learnt across the pages of a site, and what only looks like it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from dragoman.capture.blocks import Block
from dragoman.capture.furniture import Furniture, find_furniture
from dragoman.capture.html import outline_html, read_html
from dragoman.capture.learning import Gathering
from dragoman.capture.sketches import digest_of, sketch_of
from dragoman.records import READ_ROLES, Fixture

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import BACKGROUND, BLURB, FOOT, MENU, QUOTATION, REPORTS, SECOND, learnt, page, roles, site, sketch

NOTHING = Furniture(())


@pytest.mark.parametrize("host", ["merrow.example", ""])
def test_the_frame_of_a_site_is_not_read_and_its_articles_are(host: str) -> None:
    pages = site()
    known = learnt(pages, host)
    assert roles(pages[0], NOTHING, host)[BLURB] == "body"
    for number, lines in enumerate(pages):
        found = roles(lines, known, host)
        assert not [line for line in [*MENU, BLURB, *FOOT] if found[line] in READ_ROLES]
        assert found[REPORTS[number][0]] == "title"
        assert [found[line] for line in (REPORTS[number][1], SECOND[number])] == ["body", "body"]


def test_two_pages_tell_nothing() -> None:
    assert not learnt(site()[:2])


@pytest.mark.parametrize("told", [BACKGROUND, QUOTATION])
@pytest.mark.parametrize("many", [3, 4, 6])
def test_what_several_reports_tell_stays_body(told: str, many: int) -> None:
    pages = [page(n, told) if n < many else page(n) for n in range(8)]
    known = learnt(pages)
    assert [roles(lines, known)[told] for lines in pages[:many]] == ["body"] * many
    assert roles(pages[0], known)[BLURB] == "nav"


def test_versions_of_one_report_are_one_page() -> None:
    told = SECOND[1:3]
    versions = [page(0, *told, last) for last in SECOND[3:6]]
    known = learnt([*versions, page(6), page(7)])
    assert [roles(lines, known)[line] for lines in versions for line in told] == ["body"] * 6
    assert roles(versions[0], known)[REPORTS[0][0]] == "title"


def test_an_appeal_between_paragraphs_is_furniture() -> None:
    appeal = "What is printed here costs money, and your three crowns a month keep the presses warm."
    pages = [page(n, between=appeal) for n in range(5)]
    assert roles(pages[0], NOTHING)[appeal] == "body"
    assert roles(pages[0], learnt(pages))[appeal] == "nav"


def test_a_headline_is_furniture_in_a_list_and_a_title_on_its_page() -> None:
    listed = REPORTS[3][0]
    pages = [[*page(n)[:-1], listed, FOOT[-1]] if n in (0, 1, 2) else page(n) for n in range(8)]
    known = learnt(pages)
    assert roles(pages[1], known)[listed] not in READ_ROLES
    assert known.on(sketch(pages[1]))
    assert roles(pages[3], known)[listed] == "title"


def test_a_speaker_s_name_stays_with_his_words() -> None:
    pages = [[*page(n)[:6], "Minister Halvek:", SECOND[n], *page(n)[7:]] for n in range(6)]
    speaker = Block(0, 0, "Minister Halvek:", "")
    assert digest_of(speaker) not in learnt(pages).on(sketch(pages[0]))


def test_bylines_and_days_are_told_of_each_page() -> None:
    pages = [[*page(n)[:5], "By Corin Maas", "OSTREL, April 22, 2013", *page(n)[5:]] for n in range(6)]
    found = roles(pages[0], learnt(pages))
    assert (found["By Corin Maas"], found["OSTREL, April 22, 2013"]) == ("byline", "dateline")


def test_what_is_learnt_does_not_depend_on_the_order_of_pages() -> None:
    pages = [sketch(lines) for lines in site()] + [sketch(lines, "") for lines in site()[:5]]
    found = set()
    for seed in range(6):
        random.Random(seed).shuffle(pages)
        gathering = Gathering()
        for one in pages:
            gathering.add(one)
        found.add(tuple(gathering.learn()))
    assert len(found) == 1


@pytest.mark.parametrize("most", [40, 12, 5])
def test_no_more_is_remembered_than_told_and_the_same_in_any_order(most: int) -> None:
    pages = [sketch([*lines, f"Edition of {word}"], f"{word}.example") for lines in site() for word in "abcdefgh"]
    kept = set()
    for seed in range(4):
        random.Random(seed).shuffle(pages)
        gathering = Gathering(most)
        for one in pages:
            gathering.add(one)
        kept.add(frozenset(one.page for one in gathering.sketches()))
    assert len(kept) == 1
    assert 0 < len(next(iter(kept))) <= most


def test_figures_tell_sentences_apart_but_not_lines() -> None:
    def digest(text: str) -> int:
        return digest_of(Block(0, 0, text, ""))

    assert digest("3 comments so far") == digest("14 Comments so far")
    assert digest("The ministry said that 14 had died.") != digest("The ministry said that 15 had died.")


def test_a_page_that_would_keep_nothing_keeps_all() -> None:
    blocks = [Block(n, n, line, "") for n, line in enumerate([*MENU, BLURB])]
    assert find_furniture(blocks, {digest_of(block): False for block in blocks}) == frozenset()


def test_a_page_that_names_no_site_is_known_by_what_it_shares() -> None:
    known = learnt(site()[:6])
    stranger = ["Front page", REPORTS[6][0], REPORTS[6][1], SECOND[6]]
    assert roles(page(7), known, "")[BLURB] == "nav"
    assert known.on(sketch(stranger, "")) == {}
    assert known.on(sketch(page(7), "other.example")) != {}


def test_a_fixture_that_counts_anywhere_on_one_site_does_so_on_the_page() -> None:
    lines = page(0)
    held = sketch(lines, "").digests
    both = Furniture(
        Fixture(site=name, digest=digest, is_bounded=strict)
        for digest in held
        for name, strict in (("a", True), ("b", False))
    )
    assert set(both.on(sketch(lines, "")).values()) == {False}


def test_furniture_of_web_pages() -> None:
    def html(n: int) -> str:
        menu = "".join(f"<li>{line}</li>" for line in MENU)
        article = "".join(
            f"<p>{line}</p>" for line in (REPORTS[n][1], SECOND[n], REPORTS[n - 4][1], SECOND[n - 4], BLURB)
        )
        return (
            f"<html><head><title>{REPORTS[n][0]}</title><meta property='og:url' content='https://www.merrow.example/{n}'>"
            f"</head><body><ul>{menu}</ul><article><h1>{REPORTS[n][0]}</h1>{article}</article></body></html>"
        )

    gathering = Gathering()
    sketches = [sketch_of(outline_html(html(n)), f"{n:x}", "") for n in range(4, 8)]
    assert {one.group for one in sketches} == {"host merrow.example"}
    for one in sketches:
        gathering.add(one)
    known = Furniture(gathering.learn()).on(sketches[0])
    alone, together = (read_html(html(4), "x.html", which)[0] for which in ({}, known))
    read = [page.reading.text for page in (alone, together)]
    assert BLURB in read[0]
    assert BLURB not in read[1]
    assert BLURB in together.text
    assert read[1].startswith(REPORTS[4][0])
    assert SECOND[4] in read[1]
