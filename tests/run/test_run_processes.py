"""Several processes, one of which dies; pages beside each other; copies; dates given later."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dragoman.records import Interval
from dragoman.records.json import claim_to_dict
from dragoman.run import processes, read
from dragoman.store import open_dossier

sys.path.insert(0, str(Path(__file__).parent))

import dying

PAGE = (
    "Kenya condemned the sale of radars to {}.\n\nThe foreign minister of Norway denied on Monday that it took place.\n"
)
BUYERS = ("Chile", "Peru", "Brazil", "Ghana", "Japan", "Canada")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(20):
        (folder / f"p{n:02}.txt").write_text(PAGE.format(BUYERS[n % 6]) + f"\nCase {n}.\n", "utf-8")
    return folder


def claims(path: Path, document: str | None = None) -> list[str]:
    with open_dossier(path, read_only=True) as store:
        rows = [claim_to_dict(c) | {"story": None} for c in store.claims()]
    return [json.dumps(row) for row in rows if document in (None, row["doc"])]


def test_a_page_that_kills_its_process_costs_itself_only(pages, tmp_path, monkeypatch):
    (pages / "p05poison.txt").write_text(PAGE.format("Sweden"), "utf-8")
    into = tmp_path / "x.dossier"
    with monkeypatch.context() as patch:
        patch.setattr(processes, "_whole", dying.whole)
        done = read([str(pages)], str(into), jobs=2)
    assert (done.read, done.refused) == (20, 1)
    with open_dossier(into, read_only=True) as store:
        (refusal,) = store.refusals()
    assert refusal.document.endswith("p05poison.txt")
    assert (refusal.stage, bool(refusal.remedy)) == ("read", True)
    again = read([str(pages)], str(into))
    assert (again.read, again.refused, again.unchanged) == (1, 0, 20)


def test_a_page_reads_the_same_whatever_lies_beside_it(pages, tmp_path):
    read([str(pages)], str(tmp_path / "all.dossier"))
    read([str(pages / "p07.txt")], str(tmp_path / "one.dossier"))
    assert claims(tmp_path / "all.dossier", "p07") == claims(tmp_path / "one.dossier") != []


def test_a_copy_is_one_page_in_whatever_order_it_comes(pages, tmp_path):
    (pages / "copy.txt").write_bytes((pages / "p03.txt").read_bytes())
    into = tmp_path / "x.dossier"
    done = read([str(pages)], str(into))
    assert (done.read, done.unchanged) == (20, 1)
    elsewhere = tmp_path / "elsewhere"
    pages.rename(elsewhere)
    moved = read([str(elsewhere)], str(into))
    assert (moved.read, moved.unchanged) == (0, 21)


def test_a_date_given_later_is_taken_up_once(pages, tmp_path):
    into = str(tmp_path / "x.dossier")
    one = str(pages / "p01.txt")
    june = Interval.of("2020-06-10")
    assert read([one], into).read == 1
    assert read([one], into, published=june).read == 1
    assert read([one], into, published=june).read == 0
    assert read([one], into).read == 0
    with open_dossier(Path(into), read_only=True) as store:
        (page,) = store.documents()
    assert page.id == "p01"
    assert page.published is not None
    assert page.published.interval == june


def test_a_date_that_contradicts_itself_gives_way_to_the_one_given(tmp_path):
    mail = tmp_path / "news.eml"
    mail.write_text(
        "Received: from a by b; Tue, 4 Apr 2023 22:00:00 +0000\nDate: Sat, 1 Apr 2073 10:00:00 +0000\n\n"
        + PAGE.format("Chile")
    )
    into = str(tmp_path / "x.dossier")
    april = Interval.of("2023-04-04")
    assert [read([str(mail)], into, published=given).read for given in (None, april, april, None)] == [1, 1, 0, 0]
    with open_dossier(Path(into), read_only=True) as store:
        (page,) = store.documents()
    assert page.published is not None
    assert page.published.interval == april
    assert page.captured is not None
    assert page.captured.day == april.first
