"""Dragoman reads saved pages into claims: who says who did what to whom, when and where, and who denies it.

nlp = dragoman.load()                                    a spaCy Language; doc._.claims, doc._.timexes …
dossier = dragoman.read(["pages/"], into="x.dossier")    read pages into a dossier
dossier = dragoman.open("x.dossier")                     open one
dragoman.code("Iran denied the report.")._.claims        one text
dragoman.read_page("page.html").lines                    one page, captured
dragoman.actor("the Iranian foreign minister", on="2023-04-01")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dragoman.dossier.handle import Dossier
    from dragoman.records import Document, Entity, Interval

__version__ = version("dragoman")
__all__ = ["actor", "code", "load", "open", "read", "read_page"]

# Imports stand inside the functions: `import dragoman` is quick, and only what is called is loaded.


def load() -> Language:
    """The whole reading as a spaCy pipeline. Raises ModelError if the weights do not load."""
    from dragoman import flow

    return flow.load()


def code(text: str, published: str | date | Interval | None = None) -> Doc:
    """The whole reading of one text. published: a day (ISO 8601) or an interval that relative times count from."""
    from dragoman import flow

    return flow.code(text, _interval(published))


def read_page(path: str | PathLike[str]) -> Document:
    """One page as captured: lines with roles, title, author, publisher … Raises PageError if it cannot be read."""
    from pathlib import Path

    from dragoman import capture

    return capture.read_page(Path(path))


def actor(phrase: str, on: str | date | None = None) -> Entity:
    """The actor that a phrase names as of a day: name, country, sector."""
    from dragoman import who

    return who.resolve(phrase, date.fromisoformat(on) if isinstance(on, str) else on)


def read(
    paths: Sequence[str | PathLike[str]] | str | PathLike[str],
    into: str | PathLike[str],
    *,
    jobs: int = 1,
    published: str | date | Interval | None = None,
) -> Dossier:
    """Read pages into a dossier and open it. Pages that cannot be read are in `.refusals()`."""
    from os import fspath

    from dragoman import run

    several = [paths] if isinstance(paths, str | PathLike) else list(paths)
    run.read([fspath(p) for p in several], fspath(into), jobs=jobs, published=_interval(published))
    return open(into)


def open(path: str | PathLike[str]) -> Dossier:
    """An existing dossier. Raises InputError if there is none, StoreError if it cannot be opened."""
    from pathlib import Path

    from dragoman.dossier.handle import Dossier

    return Dossier(Path(path))


def _interval(published: str | date | Interval | None) -> Interval | None:
    from dragoman.records import Interval

    if isinstance(published, str):
        return Interval.of(published)
    return Interval(published, published) if isinstance(published, date) else published
