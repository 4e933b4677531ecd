"""Comments in the markup of the well-known systems, with invented words."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.capture import read_page
from dragoman.records import Document, Interval

ARTICLE = "".join(
    f"<p>{text}</p>"
    for text in (
        "The Varnian army moved two brigades to the Merrow Valley on Sunday, its spokesman said in Ostrel.",
        "Keshtan called the movement a provocation and put its own border guards on alert the same evening.",
        "The envoys of both countries will meet next week in a third capital, a diplomat told the Courier.",
    )
)
MASON, ANNIKA, TIBOR = (
    "Nobody here believes that story.",
    "I saw them with my own eyes.",
    "So which valley was it then?",
)
SAVED = "<!-- Page saved with SingleFile \n saved date: Mon Apr 29 2013 10:11:12 GMT+0100 -->"
MARKUP = Path(__file__).parent / "html_threads"


def markup(name: str) -> str:
    """A thread of html_threads/, its three comments put in."""
    return (MARKUP / f"{name}.html").read_text("utf-8").format(MASON=MASON, ANNIKA=ANNIKA, TIBOR=TIBOR)


def read(tmp_path: Path, comments: str, head: str = "") -> Document:
    page = (
        f"<!DOCTYPE html>{head}<html><head><title>Army moves</title></head><body><h1>Army moves</h1><article>{ARTICLE}"
    )
    (tmp_path / "page.html").write_text(
        f"{page}</article>{comments}<footer>© 2013 Courier</footer></body></html>", "utf-8"
    )
    return read_page(tmp_path / "page.html")


def spoken(document: Document) -> list[tuple[str | None, str | None, str]]:
    """Voice, whom it answers and words of every comment."""
    return [
        (line.voice, line.to, line.span.quote(document.text))
        for line in document.lines
        if line.role == "comment" and line.span
    ]


@pytest.mark.parametrize("name", ["wordpress", "disqus", "facebook", "blogger"])
def test_who_answers_whom_and_when(name: str, tmp_path: Path) -> None:
    document = read(tmp_path, markup(name))
    assert spoken(document) == [("Mason", None, MASON), ("Annika_K", "Mason", ANNIKA), ("Tibor", None, TIBOR)]
    days = [line.posted.interval.first.isoformat() for line in document.lines if line.posted]
    assert days == ["2013-04-22", "2013-04-23", "2013-04-25"]
    assert sum(line.role == "comment_author" for line in document.lines) == 3


def test_ages_count_from_the_day_of_saving(tmp_path: Path) -> None:
    document = read(tmp_path, markup("ages"), SAVED)
    assert [(voice, to) for voice, to, _ in spoken(document)] == [
        ("Mason", None),
        ("Annika_K", "Mason"),
        ("Tibor", None),
    ]
    assert [line.posted.interval for line in document.lines if line.posted] == [
        Interval.of("2013-04-15", "2013-04-26"),
        Interval.of("2013-04-22", "2013-04-24"),
        Interval.of("2013-04-24", "2013-04-26"),
    ]


def test_ages_on_a_page_saved_nobody_knows_when_are_no_time(tmp_path: Path) -> None:
    assert not any(line.posted for line in read(tmp_path, markup("ages")).lines)


def test_a_quotation_is_its_own_authors(tmp_path: Path) -> None:
    assert spoken(read(tmp_path, markup("quoted"))) == [
        ("Mason", None, MASON),
        ("Mason", None, MASON),
        ("Annika_K", "Mason", f"@Mason {ANNIKA}"),
    ]


def test_a_box_without_comments_is_nothing(tmp_path: Path) -> None:
    box = "<div class='comments'><p>Share your view</p><p>Show all</p><a>Log in</a></div>"
    assert not any(line.role.startswith("comment") for line in read(tmp_path, box).lines)


def test_a_list_of_recent_comments_is_no_thread(tmp_path: Path) -> None:
    aside = "<div class='widget recent-comments'><cite>Mason</cite> <p>on How bees winter in the high valleys</p></div>"
    assert not any(line.role.startswith("comment") for line in read(tmp_path, aside).lines)


def test_comments_above_the_first_name_are_not_lost(tmp_path: Path) -> None:
    said = (
        "Nobody on the river believes a word of what the ministry said on Monday.",
        "The ferry has not run since the spring, and they know it well.",
        "My cousin waited there for two days with a cart full of melons.",
    )
    unnamed = "".join(f"<li><div class='text'><p>{words}</p></div></li>" for words in said)
    named = "<li><cite>Mason</cite><p>You should ask those who live there before you write this.</p></li>"
    article = "<article><h1>The bridge is closed</h1>" + f"<p>{said[0]} {said[1]}</p>" * 2 + "</article>"
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{article}<ol class='comments'>{unnamed}{named}</ol></body></html>", "utf-8")
    comments = [line for line in read_page(page).lines if line.role == "comment"]
    assert [line.text for line in comments[:3]] == list(said)
    assert {line.voice for line in comments[:3]} == {"unnamed commenter"}
    assert comments[3].voice == "Mason"
