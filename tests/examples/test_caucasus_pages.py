"""The example pages: six, self-contained, readable, and nothing on them that facts.md does not know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[2] / "examples"
FOLDER = ROOT / "caucasus"
PAGES = sorted(p for p in FOLDER.iterdir() if p.suffix in {".html", ".txt"})
NAVIGATION = "//script | //style | //nav | //header | //footer | //aside | //form"


def decode(page: Path) -> str:
    raw = page.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        assert b"charset=windows-1252" in raw, f"{page.name}: no UTF-8 and no other encoding declared"
        return raw.decode("windows-1252")


def words(page: Path) -> int:
    text = decode(page)
    if page.suffix == ".html":
        tree = html.fromstring(page.read_bytes())
        for node in tree.xpath(NAVIGATION):
            node.drop_tree()
        text = str(tree.text_content())
    return len([line for line in text.split() if line])


def table_rows(heading: str) -> list[list[str]]:
    section = (FOLDER / "facts.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return rows[2:]


def test_there_are_three_html_and_three_plain_pages() -> None:
    assert sorted(p.suffix for p in PAGES) == [".html"] * 3 + [".txt"] * 3


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_decodes_without_loss(page: Path) -> None:
    assert "\ufffd" not in decode(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_is_as_long_as_a_real_one(page: Path) -> None:
    assert 350 <= words(page) <= 1000


@pytest.mark.parametrize("page", [p for p in PAGES if p.suffix == ".html"], ids=lambda p: p.name)
def test_page_fetches_nothing(page: Path) -> None:
    tree = html.fromstring(page.read_bytes())
    assert tree.xpath("//@src | //@srcset | //@poster | //object | //embed | //iframe | //base") == []
    assert tree.xpath("//link[@rel != 'canonical']") == []
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", decode(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_web_addresses_are_invented(page: Path) -> None:
    hosts = re.findall(r"https?://([^/\"'\s]+)|[\w.-]+@([\w-]+\.[\w.]+)", decode(page))
    known = {"www.w3.org", "schema.org"}
    assert [h for pair in hosts for h in pair if h and h not in known and not h.endswith(".example")] == []


def test_every_page_is_told_of_in_the_readme_and_in_the_facts() -> None:
    readme, facts = (ROOT / "README.md").read_text("utf-8"), (FOLDER / "facts.md").read_text("utf-8")
    for page in PAGES:
        assert f"caucasus/{page.name}" in readme
        assert f"`{page.name}`" in facts


def test_every_happening_names_its_pages_and_where_it_is_known_from() -> None:
    rows = table_rows("Happenings")
    assert len(rows) > 20
    short_names = {p.name.split("_")[0] for p in PAGES}
    for when, what, on, known_from in rows:
        assert re.search(r"20[12]\d", when), what
        assert set(on.split(", ")) <= short_names, what
        assert known_from, what


def test_the_pages_disagree() -> None:
    """Each allegation is put forward by somebody and denied by somebody, or the demo shows no contradiction."""
    for allegation, asserted, held, _repeated, _supposed, denied in table_rows("Allegations"):
        assert asserted or held, allegation
        assert denied, allegation


def test_the_faults_of_real_pages_are_there() -> None:
    assert 'Iran"s' in decode(FOLDER / "oped_open_airfields.txt")
    assert "\x93".encode("latin-1") in (FOLDER / "blog_araxes_bridge.html").read_bytes()
