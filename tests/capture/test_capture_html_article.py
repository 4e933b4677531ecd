"""What of a web page is the article: invented pages with the faults that real ones have."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dragoman.capture import read_page
from dragoman.errors import PageError
from dragoman.records import Document

FIRST = "The Varnian army moved two brigades to the Merrow Valley on Sunday, its spokesman said in Ostrel."
SECOND = "Keshtan called the movement a provocation and put its own border guards on alert the same evening."
THIRD = "The envoys of both countries will meet next week in a third capital, a diplomat told the Courier."
FOURTH = "Nobody was hurt, and the road to the mine was open again by noon, two lorry drivers told the Courier."
TITLE = "<h1>Army moves to the valley</h1>"
PARAGRAPHS = [FIRST, SECOND, THIRD, FOURTH]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(tmp_path: Path, body: str, head: str = "") -> Document:
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", "utf-8")
    return read_page(tmp_path / "page.html")


def lines(document: Document, role: str) -> list[str]:
    return [line.span.quote(document.text) for line in document.lines if line.span and line.role == role]


def test_paragraphs_after_an_advertisement_and_a_list_are_kept(tmp_path: Path) -> None:
    inside = (
        f"{paragraphs(FIRST, SECOND)}<div class='ad-slot'><span>Advertisement</span></div>"
        f"<h3>The road</h3>{paragraphs(THIRD)}"
        f"<ul><li>the bridge at Merrow, closed</li><li>the mine road, open since noon</li></ul>{paragraphs(FOURTH)}"
        "<blockquote>We were never asked, the mayor of the valley wrote to us.</blockquote>"
    )
    document = read(tmp_path, f"{TITLE}<div class='entry-content'>{inside}</div>")
    assert lines(document, "body") == [
        FIRST, SECOND, "The road", THIRD, "the bridge at Merrow, closed", "the mine road, open since noon", FOURTH,
        "We were never asked, the mayor of the valley wrote to us.",
    ]  # fmt: skip


def test_links_to_other_articles_are_no_body(tmp_path: Path) -> None:
    inside = f"{paragraphs(FIRST, SECOND)}<p>READ MORE: <a href='/tea'>Tea exports fall for a third year</a></p>"
    inside += f"<p><a href='/mine'>Miners of the valley want their pay</a></p>{paragraphs(THIRD, FOURTH)}"
    document = read(tmp_path, f"{TITLE}<div class='entry-content'>{inside}</div>")
    assert lines(document, "body") == PARAGRAPHS


def test_teasers_far_below_are_no_body(tmp_path: Path) -> None:
    teaser = (
        "<div class='item'><h2><a href='/{0}'>Another story {0}</a></h2>"
        "<p>A minister spoke about the harvest of this year and the ships of the next one, and said that […]</p>"
        "<h3><a href='/{0}'>Read the rest</a></h3></div>"
    )
    below = "".join(teaser.format(number) for number in range(6))
    document = read(tmp_path, f"{TITLE}<div class='post'>{paragraphs(*PARAGRAPHS)}</div><div>{below}</div>")
    assert lines(document, "body") == PARAGRAPHS


def test_a_text_shown_twice_is_read_once(tmp_path: Path) -> None:
    box = f"<div class='share-box'><h4>Army moves to the valley</h4>{paragraphs(FIRST)}<p>Post it</p></div>"
    document = read(tmp_path, f"{box}{TITLE}<div class='story'>{paragraphs(*PARAGRAPHS)}</div>")
    assert lines(document, "body") == PARAGRAPHS
    assert lines(document, "title") == ["Army moves to the valley"]


def test_captions_by_their_class(tmp_path: Path) -> None:
    picture = "<div class='photo'><p class='photo-caption'>Soldiers cross a bridge in the valley on Sunday.</p></div>"
    inside = f"{paragraphs(FIRST, SECOND)}{picture}{paragraphs(THIRD, FOURTH)}"
    document = read(tmp_path, f"{TITLE}<div class='entry-content'>{inside}</div>")
    assert lines(document, "caption") == ["Soldiers cross a bridge in the valley on Sunday."]
    assert lines(document, "body") == PARAGRAPHS


def test_a_table_in_a_figure_is_no_caption(tmp_path: Path) -> None:
    cell = "Brigades in the valley"
    table = f"<figure class='wp-block-table'><table><tr><td>{cell}</td><td>two by now</td></tr></table></figure>"
    inside = f"{paragraphs(FIRST, SECOND)}{table}{paragraphs(THIRD, FOURTH)}"
    assert cell not in lines(read(tmp_path, f"{TITLE}<div class='entry-content'>{inside}</div>"), "caption")


def test_a_page_inside_a_form(tmp_path: Path) -> None:
    """As ASP.NET writes them: all of the page stands in one form."""
    inside = f"{TITLE}<div class='entry-content'>{paragraphs(*PARAGRAPHS * 3)}</div>"
    document = read(tmp_path, f"<form action='./page.aspx'>{inside}</form>")
    assert set(lines(document, "body")) == set(PARAGRAPHS)


def test_paragraphs_by_line_breaks(tmp_path: Path) -> None:
    document = read(tmp_path, f"{TITLE}<div class='entry-content'>{'<br><br>'.join(PARAGRAPHS)}</div>")
    assert lines(document, "body") == PARAGRAPHS


def test_dates_between_paragraphs_are_headings(tmp_path: Path) -> None:
    inside = (
        f"<p>{FIRST}</p><h3>March 3, 2013</h3><p>{SECOND}</p><h3>By the river</h3>{paragraphs(THIRD, FOURTH, FIRST)}"
    )
    document = read(tmp_path, f"{TITLE}<p>April 22, 2013</p><div class='entry-content'>{inside}</div>")
    assert {"March 3, 2013", "By the river"} <= set(lines(document, "body"))


def test_a_lead_that_stands_apart_is_read(tmp_path: Path) -> None:
    lead = "Ostrel says that the brigades are on exercise, and that the valley has always been its own."
    teaser = "Keshtan's harvest was the best for ten years, its minister of farming said in the assembly."
    page = f"{TITLE}<div class='top'><p>{lead}</p><aside><p>{teaser}</p></aside></div><div class='share'>Share</div>"
    document = read(tmp_path, f"{page}<div class='entry-content'>{paragraphs(*PARAGRAPHS)}</div>")
    assert lead in document.reading.text
    assert teaser not in document.text


def test_of_two_headings_the_one_that_the_title_tag_has(tmp_path: Path) -> None:
    page = f"<h1>Market letter</h1>{TITLE}<div class='entry-content'>{paragraphs(*PARAGRAPHS)}</div>"
    document = read(tmp_path, page, "<title>Army moves to the valley - Ostrel Courier</title>")
    assert document.title is not None
    assert document.title.value == "Army moves to the valley"


def test_comments_are_apart_wherever_they_repeat_the_article(tmp_path: Path) -> None:
    comment = f"<li class='comment'><cite>Mason</cite><p>{FIRST}</p><p>Who believes this?</p></li>"
    page = f"{TITLE}<div class='entry-content'>{paragraphs(*PARAGRAPHS)}</div><ol class='commentlist'>{comment}</ol>"
    document = read(tmp_path, page)
    assert lines(document, "body") == PARAGRAPHS
    assert lines(document, "comment") == [FIRST, "Who believes this?"]


ARTICLE = TITLE + paragraphs(*PARAGRAPHS)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + ARTICLE,
        ARTICLE + "<ul><li>" * 20_000 + "end",
        "<font><p>" * 20_000 + ARTICLE,
        ARTICLE + "<svg>" + "<g>" * 20_000,
        f"<div {' '.join(f'a{i}=x' for i in range(200_000))}>{ARTICLE}</div>",
        f"<div class='{'comment-' * 200_000}'>{ARTICLE}</div>",
        ARTICLE + "<!-- " + "never closed " * 200_000,
        ARTICLE + f"<p>{'. ' * 200_000}</p>",
    ],
    ids=["deep", "lists", "fonts", "drawing", "attributes", "class", "comment", "dots"],
)
def test_hostile_pages_keep_their_article(tmp_path: Path, body: str) -> None:
    start = time.process_time()
    document = read(tmp_path, body)
    assert set(PARAGRAPHS) <= set(lines(document, "body"))
    assert time.process_time() - start < 10


@pytest.mark.parametrize("body", ["<p>word</p>" * 60_000, f"<p>{'The army moved on. ' * 300_000}</p>"])
def test_pages_too_large_are_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(PageError, match="too large"):
        read(tmp_path, body)
