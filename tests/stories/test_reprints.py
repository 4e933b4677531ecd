"""One text on several pages: found, told what kind, put in order only where something tells the order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prints import ABOUT, BRIDGE, FERRY, printed

from dragoman.records import Document, Reprint
from dragoman.stories import find_reprints
from dragoman.stories.reprints.credits import is_one_name
from dragoman.stories.reprints.sentences import sentences


def find(*pages: Document) -> list[Reprint]:
    known = {page.id: page for page in pages}
    return find_reprints(lambda: pages, known.__getitem__)


def only(*pages: Document) -> Reprint:
    (found,) = find(*pages)
    return found


def test_no_pages_no_reprints() -> None:
    assert find() == []
    assert find(printed("a")) == []


def test_a_copy_under_another_headline() -> None:
    found = only(printed("a", *FERRY), printed("b", "Night of fire on the strait, and nobody answers", *FERRY))
    assert (found.one, found.two, found.kind) == ("a", "b", "copy")
    assert (found.share_of_one, found.earlier, found.because, found.credits) == (1.0, None, "", ())
    assert found.share_of_two < 1


def test_shared_sentences_are_quoted_from_both_pages() -> None:
    one, two = printed("a", *FERRY), printed("b", " ".join(FERRY[:4]), *BRIDGE[:1], " ".join(FERRY[4:]).upper())
    for a, b in (sentences := only(one, two).sentences):
        assert a.quote(one.text).casefold() == b.quote(two.text).casefold()
    assert [a.quote(one.text) for a, _ in sentences] == FERRY


def test_headlines_go_with_the_text_where_they_are_the_same() -> None:
    head, roles = "Night of fire on the strait", {1: "title"}
    one, two = printed("a", head, *FERRY, roles=roles), printed("b", head.upper(), *FERRY, roles=roles)
    (a, b), *rest = only(one, two).sentences
    assert (a.quote(one.text), b.quote(two.text)) == (head, head.upper())
    assert len(rest) == len(FERRY)
    other = printed("b", "Ferry shelled", *FERRY, roles=roles)
    assert (only(one, other).share_of_one, len(only(one, other).sentences)) == (1.0, len(FERRY))
    passage = printed("b", head, *BRIDGE, *FERRY[:3], roles=roles)
    assert len(only(one, passage).sentences) == 3


def test_order_of_paragraphs_does_not_matter() -> None:
    turned = FERRY[4:] + FERRY[:4]
    assert only(printed("a", *FERRY), printed("b", *turned)).kind == "copy"


@pytest.mark.parametrize("share", [0.05, 0.15])
def test_changed_words_are_seen_through(share: float) -> None:
    dice = random.Random(5)
    words = " ".join(BRIDGE).replace(".", "").split()
    text = [" ".join(dice.choice(words) if dice.random() < share else w for w in s[:-1].split()) + "." for s in FERRY]
    assert text != FERRY
    assert only(printed("a", *FERRY), printed("b", *text)).kind == "copy"


def test_a_cut_page_is_within_the_longer_one() -> None:
    found = only(printed("a", *FERRY[:4]), printed("b", *FERRY))
    assert (found.kind, found.share_of_one) == ("reprint", 1.0)
    assert 0.4 < found.share_of_two < 0.6
    assert found.earlier is None


def test_a_passage_in_another_article() -> None:
    found = only(printed("a", *FERRY), printed("b", *BRIDGE[:3], *FERRY[2:5], *BRIDGE[3:]))
    assert found.kind == "partial"
    assert len(found.sentences) == 3


def test_one_sentence_in_common_is_no_passage() -> None:
    assert find(printed("a", *FERRY), printed("b", *BRIDGE[:3], FERRY[2], *BRIDGE[3:])) == []


def test_two_reports_that_quote_one_statement_are_two() -> None:
    said = " ".join(f"“{s}”" for s in FERRY[:4])
    assert find(printed("a", *FERRY[4:], said), printed("b", *BRIDGE, said)) == []


def test_a_quotation_may_run_over_several_sentences() -> None:
    said = f"“{' '.join(FERRY[:4])}”"
    assert find(printed("a", *FERRY[4:], said), printed("b", *BRIDGE, said)) == []
    aside = f"“We saw it,” said one. {' '.join(FERRY[:4])} “So did we,” said another."
    assert only(printed("a", *FERRY[4:], aside), printed("b", *BRIDGE, aside)).kind == "partial"


def test_short_pages_do_not_glue() -> None:
    short = "The ferry was shelled off Port Ady before dawn on Monday. Nobody was killed, the harbour office said."
    assert find(printed("a", short), printed("b", short)) == []


def test_comments_are_no_text_of_the_page() -> None:
    comments = dict.fromkeys(range(7, 15), "Ada")
    assert find(printed("a", *BRIDGE, *FERRY, voices=comments), printed("b", *FERRY)) == []
    roles = dict.fromkeys(range(7, 15), "comment")
    assert find(printed("a", *BRIDGE, *FERRY, roles=roles), printed("b", *FERRY)) == []


def test_a_form_filled_anew_is_no_reprint() -> None:
    def rates(day: int) -> list[str]:
        return [
            f"On March {day} the bank of {c} bought the ducat at {n + day}.{day} crowns and sold it at {n + day + 1}"
            f".{day} crowns in its office on the main square."
            for n, c in enumerate(("Orland", "Vessia", "Mirra"))
        ]

    assert find(printed("a", *rates(3)), printed("b", *rates(17))) == []


def articles(count: int) -> list[list[str]]:
    """Articles of unlike sentences."""
    dice = random.Random(2)
    words = [a + b + c for a in "bdgklm" for b in "aeiou" for c in ("rn", "st", "lt", "mp", "ck")]
    return [[" ".join(dice.choices(words, k=14)).capitalize() + "." for _ in range(6)] for _ in range(count)]


def test_furniture_of_a_publisher_is_no_text_of_its_pages() -> None:
    # in the middle of the page, where its place gives nothing away
    pages = [printed(f"p{n}", *a[:3], *ABOUT, *a[3:], publisher="Gazette") for n, a in enumerate(articles(6))]
    assert find(*pages) == []
    assert find(*pages[:2]) != []


def test_furniture_of_few_pages_is_told_by_its_place() -> None:
    first, second = articles(2)
    assert (
        find(printed("a", *first, *ABOUT, publisher="Gazette"), printed("b", *second, *ABOUT, publisher="Gazette"))
        == []
    )
    assert find(printed("a", *ABOUT, *first), printed("b", *ABOUT, *second)) == []
    found = only(printed("a", *first, *ABOUT, publisher="Gazette"), printed("b", *second, *ABOUT, publisher="Argus"))
    assert found.kind == "partial"


def test_a_text_that_one_publisher_prints_six_times_is_no_furniture() -> None:
    pages = [
        printed(f"p{n}", f"Edition {n} of the paper, as it went to the quay", *FERRY, publisher="Gazette")
        for n in range(6)
    ]
    assert [r.kind for r in find(*pages)] == ["copy"] * 15


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(7)))
def test_any_order_of_pages_gives_the_same(order: list[int]) -> None:
    pages = [
        printed("a", *FERRY), printed("b", *FERRY[:5]), printed("c", *FERRY[::-1], publisher="Gazette"),
        printed("d", *BRIDGE), printed("e", *BRIDGE, *FERRY[1:4]), printed("f", *ABOUT),
        printed("g", *FERRY, day="2021-03-04"),
    ]  # fmt: skip
    assert find(*(pages[n] for n in order)) == find(*pages) != []


# who has it first


def test_days_of_publication_tell_where_they_exclude_each_other() -> None:
    early, late = printed("b", *FERRY, day="2021-03-01/2021-03-03"), printed("a", *FERRY, day="2021-03-04")
    found = only(early, late)
    assert (found.earlier, found.because) == ("b", "b was published by 2021-03-03, a from 2021-03-04 on")
    assert only(early, printed("a", *FERRY, day="2021-03-03/2021-03-09")).earlier is None


CREDITED = [
    ([*FERRY, "Reprinted from the Orland Gazette."], {}),
    ([*FERRY, "Source: Orland Gazette"], {9: "credit"}),
    ([f"PORT ADY, March 3 (Orland Gazette) - {FERRY[0]}", *FERRY[1:]], {}),
    ([*FERRY[:7], FERRY[7][:-1] + ", the Orland Gazette reported."], {}),
    (["By Orland Gazette", *FERRY], {1: "byline"}),
    ([*FERRY, "(OG)"], {9: "credit"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), CREDITED, ids=[str(n) for n in range(len(CREDITED))])
def test_a_credit_tells_and_is_kept_in_its_words(text: list[str], roles: dict[int, str]) -> None:
    theirs = printed("b", *FERRY, publisher="Orland Gazette")
    found = only(printed("a", *text, publisher="Mirra Argus", roles=roles), theirs)
    assert found.earlier == "b"
    (credit,) = found.credits
    assert credit.document == "a"
    assert credit.words in " ".join(text) or credit.words.startswith("…") or credit.words.endswith("…")
    assert credit.words in found.because


def test_an_agency_is_met_by_its_short_name() -> None:
    theirs = printed("a", *FERRY, publisher="Varnpress News Agency")
    ours = printed("b", f"BAKU, March 3 /Varnpress/ {FERRY[0]}", *FERRY[1:], publisher="Argus")
    assert only(theirs, ours).earlier == "a"


def test_what_a_page_calls_itself_is_no_credit() -> None:
    ours = printed("a", f"BAKU, March 3 (Varnpress) - {FERRY[0]}", *FERRY[1:], publisher="Varnpress")
    assert only(ours, printed("b", *FERRY)).credits == ()


NO_CREDITS = [
    f"A report from Norway said that the strait is quiet. {BRIDGE[0]}",
    "Translated from Russian.",
    "This article first appeared in March.",
    "The League of Free Ports (LFP) - a body of nine towns - met at Reedland to speak about the bridge.",
    "(Photo)",
]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_what_only_looks_like_a_credit_is_none(line: str) -> None:
    theirs = printed("b", *FERRY, publisher="Norway News")
    found = only(printed("a", line, *FERRY, line, publisher="Argus"), theirs)
    assert (found.credits, found.earlier) == ((), None)


def test_a_publisher_without_letters_is_credited_by_nobody() -> None:
    theirs = printed("b", *FERRY, publisher="— * —")
    assert only(printed("a", *FERRY, "The harbour office reported it.", publisher="Argus"), theirs).credits == ()


def test_an_outlet_called_after_its_address_is_met_by_its_name() -> None:
    assert is_one_name("trend.az", ("Trend News Agency",))
    assert is_one_name("AA", ("Arzenia Agency",))
    assert not is_one_name("Norway", ("Norway News",))


def test_signs_that_clash_tell_nothing() -> None:
    early = printed("a", *FERRY, "Source: Gazette", publisher="Argus", day="2021-03-01")
    late = printed("b", *FERRY, publisher="Gazette", day="2021-03-05")
    found = only(early, late)
    assert found.earlier is None
    assert found.because.startswith("the signs clash: ")
    assert [c.name for c in found.credits] == ["Gazette"]


def test_a_cut_page_with_a_credit_came_after_the_longer_one_without() -> None:
    assert only(printed("a", *FERRY[:4], via="Zel Wire"), printed("b", *FERRY)).earlier == "b"
    assert only(printed("a", *FERRY[:4], via="Zel Wire"), printed("b", *FERRY, publisher="Argus")).earlier is None
    assert only(printed("a", *FERRY[:4], via="Zel Wire"), printed("b", *FERRY, via="Quay Post")).earlier is None


def test_a_page_without_lines_has_no_sentences() -> None:
    assert sentences(printed("a")) == []
