"""Reads our tables: tab-separated text, remarks after #, the first other line names the columns."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(table: str) -> Iterator[dict[str, str]]:
    """Every row of a table as column name -> cell. table: its path below codes/, as in actors/bodies.tsv."""
    text = files("dragoman.codes").joinpath(table).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def items(cell: str) -> tuple[str, ...]:
    """The items of a cell, which semicolons separate."""
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)
