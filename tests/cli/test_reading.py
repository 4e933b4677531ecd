from __future__ import annotations

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from invented_dossier import CLAIMS, MONDAY
from invented_file import fill

from dragoman.records import Interval

SUMMARY = {"read": 2, "refused": 1, "unchanged": 0, "claims": 5, "stories": 2, "seconds": 1.5}


@pytest.fixture
def fake_run(monkeypatch, tmp_path):
    """Stands in for dragoman.run: writes the invented dossier, keeps how it was called."""
    seen = {}

    def read(paths, into, **how):
        seen.update(paths=paths, into=into, **how)
        fill(tmp_path / into)
        return SimpleNamespace(**(SUMMARY | seen.get("summary", {})))

    module = ModuleType("dragoman.run")
    module.read = read
    monkeypatch.setitem(sys.modules, "dragoman.run", module)
    monkeypatch.setattr("dragoman.run", module, raising=False)
    return seen


def test_read_ends_with_a_summary(call, fake_run, tmp_path):
    code, out, _ = call("read", "pages", "--into", tmp_path / "x.dossier", "--jobs", 2)
    assert code == 1
    assert fake_run["paths"] == ["pages"]
    assert fake_run["jobs"] == 2
    assert fake_run["progress"] is None
    for words in (
        "2 pages read in 1.5 s, 1 page refused",
        "pages/empty.txt: the file is empty (save the page again)",
        "5 claims in 2 stories",
        "+ asserted 3",
        "− denied 1",
        "≠ Belmark gives aid to Corland",
        "affirmed by Arzenia; denied by Belmark",
        f"dragoman stories {tmp_path / 'x.dossier'}",
    ):
        assert words in out


def test_read_without_refusals_is_done(call, fake_run, tmp_path):
    fake_run["summary"] = {"refused": 0, "unchanged": 3}
    code, out, _ = call("read", "pages", "--into", tmp_path / "x.dossier")
    assert code == 0
    assert "3 pages known already" in out
    assert "refused" not in out


def test_published_is_handed_on(call, fake_run, tmp_path):
    call("read", "p", "--into", tmp_path / "x.dossier", "--published-from", "2012", "--published-to", "2013-02")
    assert fake_run["published"] == Interval.of("2012-01-01", "2013-02-28")


def test_interrupted_reading_says_what_is_kept(call, monkeypatch, tmp_path):
    def read(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "dragoman.run", SimpleNamespace(read=read))
    monkeypatch.setattr("dragoman.run", SimpleNamespace(read=read), raising=False)
    code, out, err = call("read", "pages", "--into", tmp_path / "x.dossier")
    assert (code, out) == (130, "")
    assert "kept" in err


@pytest.fixture
def fake_flow(monkeypatch):
    seen = []

    def code(text, published=None):
        seen.append((text, published))
        return SimpleNamespace(_=SimpleNamespace(claims=CLAIMS[:1]))

    monkeypatch.setitem(sys.modules, "dragoman.flow", SimpleNamespace(code=code))
    monkeypatch.setattr("dragoman.flow", SimpleNamespace(code=code), raising=False)
    return seen


def test_code_prints_claims(call, fake_flow):
    code, out, _ = call("code", "Belmark lent it.", "--published", "2021-05-03")
    assert code == 0
    assert fake_flow == [("Belmark lent it.", MONDAY)]
    assert out.splitlines()[0] == "+ Arzenia asserts: Belmark gives aid to Corland"


def test_code_writes_json(call, fake_flow):
    _, out, err = call("code", "Belmark lent it.", "--json")
    assert json.loads(out) == [CLAIMS[0].to_dict()]
    assert err == ""


def test_progress_is_drawn_on_a_terminal_only(call, monkeypatch, tmp_path):
    def read(paths, into, *, progress, **_):
        if progress:
            for done in range(1, 4):
                progress(done, 3, "pages/[bold]\x1b[31m.html")
        fill(tmp_path / into)
        return SimpleNamespace(**SUMMARY)

    monkeypatch.setitem(sys.modules, "dragoman.run", SimpleNamespace(read=read))
    monkeypatch.setattr("dragoman.run", SimpleNamespace(read=read), raising=False)
    _, _, err = call("read", "pages", "--into", tmp_path / "x.dossier")
    assert err == ""
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", "120")
    _, _, err = call("read", "pages", "--into", tmp_path / "y.dossier")
    assert "3/3" in err
    assert "pages/[bold]␛[31m.html" in err
