"""Reading several pages of one site: what they have in common is learnt before they are read, and kept."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from dragoman.records import READ_ROLES
from dragoman.records.json import claim_to_dict
from dragoman.run import read
from dragoman.store import open_dossier

MENU = "Merrow Courier\nFront page\nHarbour and river\nLetters to the desk\n"
BLURB = "The Merrow Courier condemned the seizure of its presses by Sweden in 1911 and is independent since."
FOOT = "Worth your evening\nTwelve soups for a long winter\nTerms and privacy\n"
STATES = ("Chile", "Peru", "Brazil", "Ghana", "Japan", "Canada", "Kenya", "Norway", "Mexico", "Spain")


def text(n: int) -> str:
    one, other, third = (STATES[(n + k) % len(STATES)] for k in range(3))
    return (
        f"{MENU}{one} and {other} at odds, case {n}\n"
        f"{one} condemned the sale of {n} radars to {other} on Monday, and said that talks would end.\n"
        f"The foreign minister of {other} denied in the evening that {third} had paid for any of it.\n{BLURB}\n{FOOT}"
    )


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(18):
        (folder / f"p{n:02}.txt").write_text(text(n), "utf-8")
    return sorted(folder.iterdir())


def run(paths: list[Path], into: Path, jobs: int = 1) -> dict[str, list[str]]:
    """The claims of each document, without their stories."""
    read([str(path) for path in paths], str(into), jobs=jobs)
    with open_dossier(into, read_only=True) as store:
        rows = [claim_to_dict(claim) | {"story": None} for claim in store.claims()]
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["doc"], []).append(json.dumps(row))
    return found


def roles(into: Path, document: str) -> dict[str, str]:
    with open_dossier(into, read_only=True) as store:
        page = store.document(document)
    return {line.span.quote(page.text): line.role for line in page.lines if line.span}


def test_no_claim_is_read_off_the_frame_of_a_site(pages, tmp_path):
    alone = run(pages[:1], tmp_path / "one.dossier")
    together = run(pages[:6], tmp_path / "six.dossier")
    assert any("Sweden" in claim for claim in alone["p00"])
    assert all(claims for claims in together.values())
    assert not [claim for claims in together.values() for claim in claims if "Sweden" in claim]
    assert roles(tmp_path / "one.dossier", "p00")[BLURB] in READ_ROLES
    assert roles(tmp_path / "six.dossier", "p00")[BLURB] == "nav"


def test_neither_order_nor_processes_change_what_is_read(pages, tmp_path):
    one = run(pages, tmp_path / "a.dossier")
    assert run(pages[::-1], tmp_path / "b.dossier") == one
    assert run(pages, tmp_path / "c.dossier", jobs=2) == one


def test_one_more_page_profits_from_those_before_it(pages, tmp_path):
    into = tmp_path / "x.dossier"
    run(pages[:6], into)
    run(pages[7:8], into)
    assert roles(into, "p07")[BLURB] == "nav"


def test_a_page_read_before_anything_was_known_is_left_as_it_was(pages, tmp_path):
    into = tmp_path / "x.dossier"
    run(pages[:1], into)
    found = run(pages[:6], into)
    assert any("Sweden" in claim for claim in found["p00"])
    assert roles(into, "p01")[BLURB] == "nav"


def test_a_run_cut_short_goes_on_with_what_it_learnt(pages, tmp_path):
    class Interrupted(Exception):
        pass

    def interrupt(done: int, total: int, path: str) -> None:
        if done == 5:
            raise Interrupted

    into = tmp_path / "x.dossier"
    with pytest.raises(Interrupted):
        read([str(path) for path in pages[:7]], str(into), progress=interrupt)
    assert run(pages[:7], into) == run(pages[:7], tmp_path / "whole.dossier")


def test_a_dossier_from_before_there_was_furniture_learns_it(pages, tmp_path):
    into = tmp_path / "x.dossier"
    run(pages[:1], into)
    with sqlite3.connect(into) as raw:
        raw.execute("DROP TABLE furniture")
        raw.execute("DROP TABLE learnt_from")
    raw.close()
    with open_dossier(into, read_only=True) as store:
        assert list(store.document_ids()) == ["p00"]
    run(pages[:6], into)
    assert roles(into, "p01")[BLURB] == "nav"
