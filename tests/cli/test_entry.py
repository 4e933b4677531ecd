from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from dragoman.errors import ModelError, StoreError


@pytest.mark.parametrize(
    ("arguments", "place", "remedy"),
    [
        (["claims", "DOSSIER", "--type", "AIDD"], "--type", "did you mean AID?"),
        (["claims", "DOSSIER", "--mood", "actuall"], "--mood", "did you mean actual?"),
        (["claims", "DOSSIER", "--kind", "x"], "--kind", "event, relation, statement"),
        (["claims", "DOSSIER", "--polarity", "*"], "--polarity", "known are +"),
        (["claims", "DOSSIER", "--since", "2012-13"], "--since", "write 2012-04-30"),
        (["claims", "DOSSIER", "--since", "2013", "--until", "2012"], "--until", "earlier"),
        (["claims", "DOSSIER", "--document", "nowhere"], "--document", "echo, harbour"),
        (["claims", "DOSSIER", "--json", "--csv"], "--json and --csv", "one of them"),
        (["claims", "none.dossier"], "none.dossier", "dragoman read"),
        (["claims", "DOSSIER", "--bogus"], "--bogus", "dragoman claims --help"),
        (["claims", "DOSSIER", "--limit", "0"], "--limit", "dragoman claims --help"),
        (["claims"], "dossier", "dragoman claims --help"),
        (["bogus"], "bogus", "dragoman --help"),
        (["read", "pages", "--into", "x.dossier", "--jobs", "0"], "--jobs", "1 or more"),
        (["read", "pages", "--into", "x.dossier", "--published-to", "2012"], "--published-to", "--published-from"),
        (["read", "pages", "--into", "x.dossier", "--published-from", "May"], "--published-from", "2012-04"),
        (["code", " "], "no text", "dragoman code"),
        (["code", "Belmark fell.", "--published", "soon"], "--published", "2012-04"),
        (["report", "DOSSIER", "-o", "/nowhere/x.html"], "/nowhere/x.html", "folder that exists"),
        (["export", "DOSSIER", "FOLDER", "--to", "papyrus"], "papyrus", "jsonl"),
    ],
)
def test_wrong_use_is_named_with_its_remedy(call, dossier, tmp_path, arguments, place, remedy):
    stand_in = {"DOSSIER": dossier, "FOLDER": tmp_path}
    code, out, err = call(*(stand_in.get(argument, argument) for argument in arguments))
    error, told, *more = err.splitlines()
    assert (code, out, more) == (2, "", [])
    assert error.startswith("error: ")
    assert place in error
    assert told.startswith("remedy: ")
    assert remedy in told


def raising(error):
    def fail(*_, **__):
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreError("full", place="x"), 3),
        (ModelError("no weights"), 3),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
    ],
)
def test_failures_have_their_codes(call, dossier, monkeypatch, error, code):
    monkeypatch.setattr("dragoman.cli.entry._forget_output", lambda: None)
    monkeypatch.setattr("dragoman.cli.asking.open_store", raising(error))
    got, out, err = call("claims", dossier)
    assert (got, out) == (code, "")
    assert "Traceback" not in err


def test_a_bug_of_ours_is_let_through(call, dossier, monkeypatch):
    monkeypatch.setattr("dragoman.cli.asking.open_store", raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        call("claims", dossier)


def test_version_and_help(call):
    assert call("--version") == (0, f"dragoman {version('dragoman')}\n", "")
    code, out, _ = call("--help")
    assert code == 0
    assert call() == (0, out, "")


def python(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("arguments", [["--help"], ["claims", "DOSSIER"], ["stories", "DOSSIER"]])
def test_asking_loads_nothing_heavy(dossier, arguments):
    given = [str(dossier) if argument == "DOSSIER" else argument for argument in arguments]
    heavy = ("spacy", "onnxruntime", "numpy", "jinja2", "pyarrow", "trafilatura")
    done = python(
        f"import sys\nfrom dragoman.cli.entry import run\ncode = run({given!r})\n"
        f"print('loaded', [m for m in {heavy!r} if m in sys.modules], code)"
    )
    assert done.stdout.splitlines()[-1] == "loaded [] 0"


def test_a_closed_pipe_is_silent(dossier):
    program = f"from dragoman.cli import main; main(['claims', {str(dossier)!r}, '--json'])"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == ""
    assert process.returncode == 141


def test_report_and_export_write_files(call, dossier, tmp_path):
    code, out, err = call("report", dossier, "-o", tmp_path / "x.html", "--title", "Harbours")
    assert (code, out) == (0, "")
    assert str(tmp_path / "x.html") in err
    assert "<h1>Harbours</h1>" in (tmp_path / "x.html").read_text("utf-8")
    code, out, err = call("export", dossier, tmp_path / "files", "--to", "jsonl")
    assert (code, out) == (0, "")
    assert list(Path(tmp_path / "files").iterdir())
