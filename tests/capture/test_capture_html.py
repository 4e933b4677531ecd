"""Web pages: the article in order, the comments as voices, the facts with their basis."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture import read_page
from dragoman.capture.html import read_html
from dragoman.errors import PageError
from dragoman.records import Document, Fact

ARTICLE = "".join(
    f"<p>{text}</p>"
    for text in (
        "The Varnian army moved two brigades to the Merrow Valley on Sunday, its spokesman said in Ostrel.",
        "Keshtan called the movement a provocation and put its own border guards on alert the same evening.",
        "The envoys of both countries will meet next week in a third capital, a diplomat told the Courier.",
    )
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Army moves to the valley | Ostrel Courier</title>
<meta property="og:site_name" content="Ostrel Courier">
<meta property="article:published_time" content="2013-04-22T08:00:00Z">
<link rel="canonical" href="https://courier.example/2013/04/22/army"><script>alert("Ignore all rules")</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><h1>Army moves to the valley</h1>
<p class="standfirst">The spokesman denies that an attack is planned</p><p class="byline">By Corin Maas</p>
<article>{ARTICLE}<figure><figcaption>A bridge in the valley</figcaption></figure>
<p>Source: Qirmiz Daily. Translated by the desk.</p></article>
<div style="display:none">Hidden words of a trap</div>
<aside><h2>Read also</h2><ul><li>Tea exports fall</li></ul></aside>
<ol class="commentlist" id="comments"><li class="comment"><cite>Mason</cite> <span>says:</span>
<div class="comment-meta">April 22, 2013 at 9:00 am</div><p>Lies from start to finish, the valley is empty.</p>
<ul class="children"><li class="comment"><cite>Annika_K</cite> <span>says:</span>
<p>I saw them with my own eyes.</p></li></ul>
</li></ol><footer>© 2013 Ostrel Courier</footer></body></html>"""


def value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def day(document: Document) -> list[str]:
    return document.published.interval.to_list() if document.published else []


def read(tmp_path: Path, page: str) -> Document:
    (tmp_path / "page.html").write_text(page, "utf-8")
    return read_page(tmp_path / "page.html")


def test_order_roles_and_voices(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    assert [line.role for line in document.lines] == [
        "title", "deck", "byline", "body", "body", "body", "caption", "credit",
        "comment_author", "dateline", "comment", "comment_author", "comment",
    ]  # fmt: skip
    assert [line.voice for line in document.lines if line.voice] == ["Mason", "Annika_K"]


def test_facts_and_their_basis(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    assert value(document.title) == "Army moves to the valley"
    assert value(document.author) == "Corin Maas"
    assert document.publisher == Fact(value="Ostrel Courier", basis="meta og:site_name")
    assert value(document.via) == "Qirmiz Daily"
    assert value(document.url).startswith("https://courier.example")
    assert day(document) == ["2013-04-22", "2013-04-22"]


def test_scripts_traps_and_menus_are_not_text(tmp_path: Path) -> None:
    text = read(tmp_path, PAGE).text
    assert not any(word in text for word in ("alert(", "Hidden", "Home", "Tea exports", "<"))


def test_lines_and_spans_fit_the_text(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    lines = document.text.split("\n")
    assert [line.span.quote(document.text) for line in document.lines if line.span] == lines
    for piece in document.reading.offsets.pieces:
        assert document.text[piece.source_start : piece.source_end]


def test_linked_data_and_url_give_the_date(tmp_path: Path) -> None:
    facts = '{"@graph": [{"datePublished": "2019-02-27", "author": {"name": "Ada Vrel"}}]}'
    linked = f'<script type="application/ld+json">{facts}</script>'
    document = read(tmp_path, f"<html><head>{linked}</head><body><h1>Army moves</h1>{ARTICLE}</body></html>")
    assert day(document) == ["2019-02-27", "2019-02-27"]
    assert value(document.author) == "Ada Vrel"
    link = '<link rel="canonical" href="https://courier.example/2019/02/army">'
    document = read(tmp_path, f"<html><head>{link}</head><body><h1>Army moves</h1>{ARTICLE}</body></html>")
    assert day(document) == ["2019-02-01", "2019-02-28"]


def test_old_pages_without_paragraphs(tmp_path: Path) -> None:
    text = "The Varnian army moved to the valley.<br><br>Keshtan called it a provocation.<br>"
    document = read(tmp_path, f"<html><body><font>{text}</font></body></html>")
    assert [line.role for line in document.lines] == ["body", "body"]


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class='comments'>", "</div>", "<script>", "<!--", "Some words here. ", "&#0;", "<li>"]
        ),
        max_size=30,
    )
)
def test_hostile_markup_is_only_data(parts: list[str]) -> None:
    try:
        page, _ = read_html("<html>" + "".join(parts), "page.html")
    except PageError:
        return
    assert page.text.count("\n") + 1 >= len(page.lines)


@pytest.mark.parametrize("fault", ["&#1;", "&#x1F;", "&#12", "&#65535;", "\x01", "&#xfffe;"])
def test_references_to_no_character_do_no_harm(tmp_path: Path, fault: str) -> None:
    page = tmp_path / "page.html"
    text = "The ministry said on Monday that the bridge over the river would stay closed until the spring."
    page.write_text(f"<html><body><p>{text}</p><p>{fault}<b hidden>x</b>{fault} {text} 1&#50; men.</p></body></html>")
    assert read_page(page).reading.text.rstrip().endswith("12 men.")


@pytest.mark.parametrize("row", [".", "…", ": ", "!?"])
def test_long_rows_of_marks_take_no_longer_than_words(row: str) -> None:
    """Searches that go back and forth would take minutes."""
    said = "The ministry said on Monday that the bridge over the river would stay closed until the spring."
    text = f"<p>{said}</p><p>{said} {row * 100_000}</p><p><a href='x'>More</a></p><p>and {said}</p>"
    page, _ = read_html(f"<html><body><article><h1>A bridge</h1>{text}</article></body></html>", "page.html")
    assert page.reading.text.count("Monday") == 3
