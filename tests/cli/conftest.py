from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "dossier"))

from invented_file import fill

from dragoman.store import open_dossier


@pytest.fixture(scope="session")
def dossier(tmp_path_factory):
    """The invented dossier, as a file."""
    path = tmp_path_factory.mktemp("cli") / "invented.dossier"
    fill(path)
    return path


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A dossier in which nothing is."""
    path = tmp_path_factory.mktemp("cli") / "empty.dossier"
    open_dossier(path, create=True).close()
    return path


@pytest.fixture
def call(capsys):
    """Run a command: (exit code, standard output, standard error)."""
    from dragoman.cli.entry import run

    def run_it(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run_it
