"""The tables of this room, read once: data files beside the code, a header line and tab-separated columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the table as column name -> cell, in the order of the file; lines that begin with "# " are remarks."""
    text = files("dragoman.capture").joinpath(name).read_text("utf-8")
    header, *rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]
    return tuple(dict(zip(header, row, strict=True)) for row in rows)
