"""Reading folders into a dossier with the shipped weights."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import InputError, VersionError
from dragoman.records import Interval
from dragoman.records.json import claim_to_dict
from dragoman.run import read
from dragoman.store import open_dossier

EXAMPLES = Path(__file__).parents[2] / "examples/caucasus"
PAGE = (
    "Envoy denies report\n\nThe foreign ministry of Norway denied on Monday that it had sold radars to Chile. "
    "A newspaper in Santiago had reported that Norway supplied the radars in secret. Chile will look into it.\n"
)


def rows(path: Path) -> list[str]:
    with open_dossier(path, read_only=True) as store:
        return [json.dumps(claim_to_dict(c), sort_keys=True) for c in store.claims()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Odd files beside a good page."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(PAGE, "utf-8")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    german = "Der Außenminister erklärte am Montag, die Verhandlungen seien gescheitert und würden nicht fortgesetzt. "
    (pages / "german.txt").write_text(german * 6, "utf-8")
    return pages


def test_good_pages_are_read_and_bad_ones_refused(folder, tmp_path):
    into = tmp_path / "x.dossier"
    seen: list[tuple[int, int, str]] = []
    done = read([str(folder)], str(into), progress=lambda *row: seen.append(row))
    assert (done.read, done.refused, done.unchanged) == (1, 3, 0)
    assert done.claims == len(rows(into)) > 0
    assert [s[:2] for s in seen] == [(n, 4) for n in (1, 2, 3, 4)]
    with open_dossier(into, read_only=True) as store:
        refusals = {Path(r.document).name: r for r in store.refusals()}
    assert set(refusals) == {"empty.txt", "binary.txt", "german.txt"}
    assert all(r.reason and r.stage == "capture" for r in refusals.values())


def test_running_twice_gives_the_same_dossier(folder, tmp_path):
    into = tmp_path / "x.dossier"
    read([str(folder)], str(into))
    before = rows(into)
    again = read([str(folder)], str(into))
    assert (again.read, again.refused, again.unchanged) == (0, 3, 1)
    assert rows(into) == before


def test_a_changed_page_is_read_again_under_its_name(folder, tmp_path):
    into = tmp_path / "x.dossier"
    read([str(folder)], str(into))
    (folder / "good.txt").write_text(PAGE + "\nSweden condemned Norway.\n", "utf-8")
    done = read([str(folder)], str(into))
    assert (done.read, done.refused, done.unchanged) == (1, 3, 0)
    with open_dossier(into, read_only=True) as store:
        assert [d.id for d in store.documents()] == ["good"]
        assert "Sweden" in store.document("good").text


def test_two_processes_read_what_one_reads(tmp_path):
    pages = tmp_path / "many"
    pages.mkdir()
    for n in range(18):
        (pages / f"p{n:02}.txt").write_text(
            PAGE.replace("Chile", ("Chile", "Peru", "Brazil")[n % 3]) + "\n" * n, "utf-8"
        )
    one, two = tmp_path / "one.dossier", tmp_path / "two.dossier"
    read([str(pages)], str(one))
    read([str(pages)], str(two), jobs=2)
    assert rows(one) == rows(two)


def test_pages_of_one_name_from_two_runs_stay_two(tmp_path):
    for n, place in enumerate(("a", "b")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "page.txt").write_text(PAGE + "\n" * n, "utf-8")
    into = tmp_path / "x.dossier"
    read([str(tmp_path / "a")], str(into))
    read([str(tmp_path / "b")], str(into))
    with open_dossier(into, read_only=True) as store:
        assert [d.id for d in store.documents()] == ["page", "page-2"]


def test_a_date_given_by_the_user_anchors_pages_without_one(folder, tmp_path):
    into = tmp_path / "x.dossier"
    read([str(folder)], str(into), published=Interval.of("2020-06-10"))
    with open_dossier(into, read_only=True) as store:
        (document,) = store.documents()
        assert document.published is not None
        assert document.published.interval == Interval.of("2020-06-10")
        assert Interval.of("2020-06-08") in [c.when for c in store.claims()]


def test_wrong_calls_say_what_to_do(tmp_path):
    with pytest.raises(InputError) as missing:
        read([str(tmp_path / "nowhere")], str(tmp_path / "x.dossier"))
    assert "nowhere" in str(missing.value)
    assert missing.value.remedy
    with pytest.raises(InputError):
        read([str(tmp_path)], str(tmp_path / "x.dossier"), jobs=0)


def test_a_dossier_of_another_version_is_left_alone(folder, tmp_path):
    import sqlite3

    into = tmp_path / "x.dossier"
    read([str(folder)], str(into))
    with sqlite3.connect(into) as raw:
        raw.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    raw.close()
    with pytest.raises(VersionError):
        read([str(folder)], str(into))


def test_the_python_calls_of_the_design(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    with dragoman.read([page], into=tmp_path / "x.dossier") as dossier:
        table = dossier.claims(actor="NOR")
        assert len(table) > 0
        assert len(table.to_pandas()) == len(table)
        assert len(dossier.documents()) == 1
    assert dragoman.read_page(page).title is not None
    assert dragoman.actor("the Norwegian foreign ministry").country == "NOR"


def test_examples_tell_a_disputed_story(tmp_path):
    pages = shutil.copytree(EXAMPLES, tmp_path / "caucasus", ignore=shutil.ignore_patterns("*.md"))
    done = read([str(pages)], str(tmp_path / "x.dossier"))
    assert done.read == 6
    with open_dossier(tmp_path / "x.dossier", read_only=True) as store:
        stories = list(store.stories())
    assert any(len(s.documents) > 1 for s in stories)
    assert any(s.is_disputed for s in stories)


ARTICLE = (
    "Sweden accused Norway on Monday of having sold radars to Chile without telling its neighbours. "
    "The radars were loaded at night in the port of Bergen and covered with fishing nets. "
    "A clerk who had signed the papers fled to Denmark, where he asked for protection. "
    "Sweden expelled two Norwegian diplomats after the story was printed.\n"
)


def test_reprints_are_marked_and_are_no_further_origin(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "herald.txt").write_text(f"Radars\n\n{ARTICLE}\n© 2021 Herald. All rights reserved.\n", "utf-8")
    echo = f"Nets\n\n{ARTICLE}\nSource: Herald\n\n© 2021 Echo. All rights reserved.\n"
    (pages / "echo.txt").write_text(echo, "utf-8")
    into = tmp_path / "x.dossier"
    read([str(pages)], str(into))
    with open_dossier(into, read_only=True) as store:
        (found,) = before = list(store.reprints())
        stories = list(store.stories())
    assert (found.one, found.two, found.kind, found.earlier) == ("echo", "herald", "copy", "herald")
    assert any(len(s.documents) == 2 for s in stories)
    assert not any({"echo", "herald"} <= set(s.origins) for s in stories)
    # as a run leaves it that was cut short when the stories were told and the reprints not yet kept
    with sqlite3.connect(into) as raw:
        raw.executescript("DELETE FROM reprints; DELETE FROM compared;")
    raw.close()
    assert read([str(pages)], str(into)).unchanged == 2
    with open_dossier(into, read_only=True) as store:
        assert list(store.reprints()) == before
        assert list(store.stories()) == stories
