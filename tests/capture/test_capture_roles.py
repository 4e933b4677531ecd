"""Roles of the lines of plain pages that lost their HTML."""

from __future__ import annotations

import pytest

from dragoman.capture.about import read_about
from dragoman.capture.plain import lay_out
from dragoman.records import Fact, Interval

BODY_1 = "The Varnian army moved two brigades to the Merrow Valley on Sunday, its spokesman said in Ostrel."
BODY_2 = "Keshtan called the movement a provocation and put its own border guards on alert the same evening."
ANSWER = "Nobody here believes that story, and my cousin who lives in the valley saw no soldier at all."


def roles(*lines: str) -> list[str]:
    return [line.role for line in lay_out("\n".join(lines)).lines]


def voices(*lines: str) -> list[str | None]:
    return [line.voice for line in lay_out("\n".join(lines)).lines]


def test_a_clean_text_is_title_and_body() -> None:
    assert roles("Army moves to the valley", "", BODY_1, "", BODY_2) == ["title", "blank", "body", "blank", "body"]


def test_a_first_paragraph_is_no_title() -> None:
    assert roles(BODY_1, BODY_2) == ["body", "body"]


def test_head_of_an_untidy_page() -> None:
    found = roles(
        "Home | World | Opinion | Contact",
        "Army moves to the valley",
        "Spokesman denies plans for an attack",
        "By Corin Maas",
        "OSTREL, April 22, 2013",
        "Share | Tweet | Print",
        BODY_1,
        BODY_2,
    )
    assert found == ["nav", "title", "deck", "byline", "dateline", "nav", "body", "body"]


def test_a_dateline_at_the_start_of_a_paragraph_stays_body() -> None:
    assert roles("Army moves", "OSTREL, Oct 3 (NTBX) — " + BODY_1)[1] == "body"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Follow us on social networks", "nav"),
        ("Leave a Reply", "form"),
        ("Connecting to %s", "form"),
        ("You are commenting using your account. Log Out / Change )", "form"),
        ("Your email address will not be published.", "form"),
        ("Translated from Qirmiz.example", "credit"),
        ("Photo: T. Vahan", "caption"),
        ("© 2013 Levant Monitor. All rights reserved.", "licence"),
        ("We use cookies to improve your visit.", "licence"),
        ("ADVERTISEMENT", "ad"),
        ("Tags: army, valley", "nav"),
    ],
)
def test_debris_below_the_article(line: str, role: str) -> None:
    assert roles("Army moves to the valley", BODY_1, BODY_2, line)[-1] == role


def test_related_headlines() -> None:
    found = roles("Army moves to the valley", BODY_1, BODY_2, "Read also:", "Tea exports fall", "Bees and the drought")
    assert found[-3:] == ["nav", "related", "related"]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("1. Mason says:", "2. Annika_K says:", ("Mason", "Annika_K")),
        ("• Guest says:", "• old.gunner says:", ("Guest", "old.gunner")),
        ("Mason wrote:", "Tibor wrote:", ("Mason", "Tibor")),
        ("Mason, 3 hours ago", "Grace W. • 35 minutes ago", ("Mason", "Grace W.")),
        ("Rubén (8/7/13, 14:02)", "lau_mm (8/7/13, 15:40)", ("Rubén", "lau_mm")),
    ],
)
def test_comments_are_voices(first: str, second: str, names: tuple[str, str]) -> None:
    page = (
        "Army moves to the valley",
        BODY_1,
        BODY_2,
        "2 Responses to Army moves",
        first,
        ANSWER,
        second,
        "Lies!",
        "Reply",
    )
    assert roles(*page)[3:] == ["nav", "comment_author", "comment", "comment_author", "comment", "nav"]
    assert (voices(*page)[5], voices(*page)[7]) == names


def test_comments_with_the_name_in_the_line() -> None:
    page = ("Army moves", BODY_1, BODY_2, "COMMENTS (2)", "oldsalt wrote: " + ANSWER, "tavor59: Any proof for that?")
    assert roles(*page)[4:] == ["comment", "comment"]
    assert voices(*page)[4:] == ["oldsalt", "tavor59"]
    assert "oldsalt" not in lay_out("\n".join(page)).reading.text


def test_names_without_a_verb_in_a_thread() -> None:
    page = ("Army moves", BODY_1, BODY_2, "COMMENTS (2)", "desert_rose", ANSWER, "OldGunner", "Sorry, but he is right.")
    assert roles(*page)[4:] == ["comment_author", "comment", "comment_author", "comment"]


def test_a_speaker_in_the_article_is_no_commenter() -> None:
    page = (
        "Army moves",
        BODY_1,
        "The minister said:",
        "“We have moved nobody, and we will move nobody this year.”",
        BODY_2,
    )
    assert "comment" not in roles(*page)


def test_speakers_of_a_press_release_are_no_commenters() -> None:
    page = (
        "Ministers meet",
        BODY_1,
        "Foreign Secretary Ada Vrel said:",
        BODY_2,
        "Defence Minister Tibor Lund said:",
        ANSWER,
    )
    assert roles(*page) == ["title", "body", "body", "body", "body", "body"]


def test_words_that_introduce_a_speech_are_body() -> None:
    assert roles("Ministers meet", "Foreign Office Minister, Ada Vrel, said:", BODY_1, BODY_2)[1] == "body"


def test_a_name_that_the_article_speaks_of_is_no_byline() -> None:
    text = "Mr Shirazan told reporters in Ostrel that the talks with the neighbours would go on next week."
    assert roles("Minister meets envoy", "Navid Shirazan", text, BODY_1)[1] == "caption"
    assert roles("Minister meets envoy", "Corin Maas", text, BODY_1)[1] == "byline"


def test_below_the_thread_nobody_speaks() -> None:
    found = roles(
        "Army moves", BODY_1, BODY_2, "1 comment", "Mason says:", ANSWER,
        "Comments are subject to approval and moderation. Please be respectful.", "Get our letter for free.",
    )  # fmt: skip
    assert found[-2:] == ["licence", "ad"]


def test_what_the_page_says_about_itself() -> None:
    about = read_about(
        lay_out(
            "\n".join(
                ("Army moves to the valley", "By Corin Maas", "Posted on April 22, 2013", BODY_1, BODY_2,
                 "Translated from Qirmiz.example", "© 2013 Levant Monitor. All rights reserved.")
            )
        )
    )  # fmt: skip
    assert about.title == Fact(value="Army moves to the valley", basis="title line")
    assert about.author == Fact(value="Corin Maas", basis="By Corin Maas")
    assert about.via == Fact(value="Qirmiz.example", basis="Translated from Qirmiz.example")
    assert about.publisher is not None
    assert about.publisher.value == "Levant Monitor"
    assert about.published is not None
    assert about.published.interval == Interval.of("2013-04-22")


def test_dates_in_the_prose_do_not_date_the_page() -> None:
    page = lay_out("Army moves to the valley\n" + BODY_1 + " The last war ended on 10 November 2020.\n" + BODY_2)
    assert read_about(page).published is None


def test_a_date_that_may_be_two_days_spans_both() -> None:
    page = lay_out(f"Army moves to the valley\n02/11/2018\n{BODY_1}\n{BODY_2}")
    published = read_about(page).published
    assert published is not None
    assert published.interval.to_list() == ["2018-02-11", "2018-11-02"]
    assert published.certainty < 0.9
