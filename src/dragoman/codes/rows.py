"""Reads our tables: tab-separated text, remarks after #, the first other line names the columns."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(table: str) -> Iterator[dict[str, str]]:
    """Every row of a table as column name -> cell. table: its path below codes/, as in actors/bodies.tsv."""
    return rows_of(files("dragoman.codes").joinpath(table).read_text(encoding="utf-8"))


def rows_of(text: str) -> Iterator[dict[str, str]]:
    """Every row of a table's text; cells that a row lacks at its end are empty."""
    lines = (line for line in text.split("\n") if line and line[0] != "#")
    columns = next(lines, "").split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def items(cell: str) -> tuple[str, ...]:
    """The items of a cell, which semicolons separate."""
    if not cell:
        return ()
    return tuple(part for part in map(str.strip, cell.split(";")) if part)
