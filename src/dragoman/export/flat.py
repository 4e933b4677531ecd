"""Flat tables: CSV for sheets, Parquet for bulk. Columns as documented in the store's columns.tsv."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dragoman.store import Store
from dragoman.store.flat import (
    Row,
    actor_flat,
    arrow,
    claim_flat,
    columns,
    comparison_flat,
    document_flat,
    refusal_flat,
    reprint_flat,
    story_flat,
)

_SEPARATOR = "; "
TABLES: Mapping[str, Callable[[Store], Iterable[Row]]] = {
    "claims": lambda store: map(claim_flat, store.claims()),
    "documents": lambda store: map(document_flat, store.documents()),
    "stories": lambda store: map(story_flat, store.stories()),
    "comparisons": lambda store: (comparison_flat(s, c) for s in store.stories() for c in s.comparisons),
    "reprints": lambda store: map(reprint_flat, store.reprints()),
    "actors": lambda store: map(actor_flat, store.actors()),
    "refusals": lambda store: map(refusal_flat, store.refusals()),
}


def write_csv(store: Store, folder: Path) -> list[Path]:
    """A CSV file a table and columns.csv, which says what the columns mean; each still with the suffix `.part`."""
    written = [_write_table(folder / f"{name}.csv.part", name, rows(store)) for name, rows in TABLES.items()]
    legend = folder / "columns.csv.part"
    with legend.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("table", "column", "type", "meaning"))
        writer.writerows((name, c.name, c.type, c.meaning) for name in TABLES for c in columns(name))
    return [*written, legend]


def _write_table(path: Path, name: str, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
        writer = csv.DictWriter(file, [c.name for c in columns(name)])
        writer.writeheader()
        writer.writerows({column: _cell(value) for column, value in row.items()} for row in rows)
    return path


def _cell(value: object) -> object:
    """Lists as one cell; a separator within an item gives way, so that the cell can be split again."""
    return _SEPARATOR.join(str(v).replace(";", ",") for v in value) if isinstance(value, list) else value


def write_parquet(store: Store, folder: Path) -> list[Path]:
    """A Parquet file a table, lists as lists; each still with the suffix `.part`."""
    import pyarrow.parquet

    written = []
    for name, rows in TABLES.items():
        path = folder / f"{name}.parquet.part"
        pyarrow.parquet.write_table(arrow(name, rows(store)), path)
        written.append(path)
    return written
