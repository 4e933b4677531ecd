from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from invented_dossier import CLAIMS, ECHO, HARBOUR, REFUSALS, FakeStore, one_claim_store, page, small_store
from lxml import html

from dragoman.dossier import write_report
from dragoman.errors import InputError, StoreError
from dragoman.records import Fact

HOSTILE = (
    "<script>alert('x')</script><img src=http://evil.example/p.gif onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} ${1} <!-- </style></script> &lt;b&gt; \" ' onmouseover=alert(1)",
    "w" * 5000,
    "\u202egnip\u202c \u05e9\u05dc\u05d5\u05dd \x00 \x1b[31m \u2028",
)


def written(store, tmp_path, **how):
    return write_report(store, tmp_path / "x.html", **how).read_text("utf-8")


def parsed(store, tmp_path, **how):
    return html.fromstring(written(store, tmp_path, **how))


def test_says_what_was_read(tmp_path):
    text = parsed(small_store(), tmp_path, title="Harbours").text_content()
    for words in ("Harbours", "2 pages were read", "1 page was refused", "the file is empty", "1 story is disputed"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize("section", ["overview", "stories", "pages", "actors", "timeline", "method", "inputs"])
def test_has_every_section(tmp_path, section):
    tree = parsed(small_store(), tmp_path)
    assert tree.get_element_by_id(section) is not None
    assert tree.xpath(f"//nav//a[@href='#{section}']")


def test_every_highlight_carries_exactly_its_quote(tmp_path):
    tree = parsed(small_store(), tmp_path)
    notes = tree.xpath("//ol[@class='notes']/li")
    assert len(notes) == len(CLAIMS)
    anchors = {"harbour": "d1", "echo": "d2"}
    for claim in CLAIMS:
        anchor = f"{anchors[claim.document]}-c{claim.id.split('-')[1]}"
        marks = tree.xpath(f"//mark[contains(concat(' ', @data-c, ' '), ' {anchor} ')]")
        assert "".join(mark.text_content() for mark in marks) == claim.quote
        assert tree.xpath(f"//li[@id='{anchor}']//a[@href='#t-{anchor}']")
        assert tree.xpath(f"//span[@id='t-{anchor}']")
        assert tree.xpath(f"//p[contains(@class, 'text')]/a[@href='#{anchor}']")


def test_every_address_within_leads_somewhere(tmp_path):
    tree = parsed(small_store(), tmp_path)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def test_shows_both_sides_of_a_story(tmp_path):
    story = parsed(small_store(), tmp_path).get_element_by_id("s1")
    text = " ".join(story.text_content().split())
    assert "Belmark gives aid to Corland" in text
    assert "2 independent origins" in text
    for heading, name in (("Affirmed by", "Arzenia"), ("Denied by", "Belmark"), ("Supposed by", "nobody")):
        assert re.search(f"{heading} {name}", text)


def assert_alone(tree):
    """Nothing is fetched, nothing runs but our one script, nothing leads out."""
    assert not tree.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //base | //image | //use")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert not [name for node in tree.iter("*") for name in node.attrib if name.startswith("on") or name == "style"]
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert "url(" not in tree.xpath("string(//style)")
    assert not re.search(r"fetch\(|XMLHttp|import|innerHTML|eval", tree.xpath("string(//script)"))


def test_refers_to_nothing_outside(tmp_path):
    linked = replace(HARBOUR, url=Fact(value="javascript:alert(1)", basis="link"))
    tree = parsed(FakeStore([linked, ECHO], CLAIMS), tmp_path)
    assert_alone(tree)
    assert "javascript:alert(1)" in tree.text_content()


def test_policy_allows_our_blocks_and_no_others(tmp_path):
    tree = parsed(small_store(), tmp_path)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    for block in (tree.xpath("string(//style)"), tree.xpath("string(//script)")):
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_page_stays_text(tmp_path, text):
    facts = dict.fromkeys(("title", "author", "publisher", "via", "url"), Fact(value=text, basis=text))
    store = one_claim_store(text + " blamed", "blamed", **facts)
    tree = parsed(store, tmp_path, title=text)
    assert_alone(tree)
    shown = re.sub(r"[\x00-\x1f\ufffd]", "", tree.text_content())
    assert re.sub(r"[\x00-\x1f]", "", text) in shown
    assert [mark.text_content() for mark in tree.xpath("//mark")] == ["blamed"]


def test_five_small_pages_stay_below_a_megabyte(tmp_path):
    pages = [replace(page(f"p{n}", HARBOUR.text * 10)) for n in range(5)]
    path = write_report(FakeStore(pages), tmp_path / "x.html")
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize(
    "store",
    [FakeStore(), FakeStore([HARBOUR]), FakeStore(refusals=REFUSALS), FakeStore([HARBOUR, ECHO], CLAIMS)],
    ids=["nothing", "no claims", "only refusals", "no stories"],
)
def test_poor_dossiers_can_be_read(tmp_path, store):
    tree = parsed(store, tmp_path)
    assert_alone(tree)
    assert tree.xpath("//h1")


def test_title_defaults_to_the_file(tmp_path):
    path = write_report(FakeStore(), tmp_path / "spring_2012.html")
    assert html.fromstring(path.read_text("utf-8")).xpath("string(//h1)") == "Spring 2012"


def test_missing_folder_and_folder_for_file_are_the_users_mistake(tmp_path):
    for place in (tmp_path / "none" / "x.html", tmp_path):
        with pytest.raises(InputError) as told:
            write_report(FakeStore(), place)
        assert str(place) == told.value.place


def test_full_disk_keeps_the_older_file(tmp_path, monkeypatch):
    path = tmp_path / "x.html"
    path.write_text("older")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dragoman.dossier.report.os.fdopen", full)
    with pytest.raises(StoreError, match="No space left"):
        write_report(FakeStore(), path)
    assert path.read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]


def test_tells_where_else_a_page_is_printed(tmp_path):
    tree = parsed(small_store(), tmp_path)
    (echo,) = tree.get_element_by_id("d2").xpath(".//ul[@class='reprints']/li")
    assert echo.xpath("./a/@href") == ["#d1"]
    text = " ".join(echo.text_content().split())
    assert text.startswith("takes over from Belmark's harbour in doubt (96% of this page): echo credits harbour:")
    assert text.endswith("the other credits Tide <Wire> Source: Tide <Wire>")
    (harbour,) = tree.get_element_by_id("d1").xpath(".//ul[@class='reprints']/li")
    assert "taken over by echo.txt (40% of this page)" in " ".join(harbour.text_content().split())
    assert not parsed(FakeStore([HARBOUR, ECHO], CLAIMS), tmp_path).xpath("//ul[@class='reprints']")
