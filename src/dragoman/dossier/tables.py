"""What the handle gives out: an Arrow table that prints itself safely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from dragoman.errors import InputError
from dragoman.store.flat import Row, arrow

if TYPE_CHECKING:
    import pandas
    import pyarrow

_SHOWN = 20
_CELL = 120


class Table:
    """Rows with documented columns. Iterating gives a dict a row."""

    def __init__(self, name: str, rows: Iterable[Row]) -> None:
        self.name = name
        self._table = arrow(name, rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._table.column_names)

    def to_arrow(self) -> pyarrow.Table:
        """As a pyarrow.Table."""
        return self._table

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas.DataFrame. Raises InputError where pandas is not installed."""
        try:
            import pandas  # noqa: F401
        except ImportError as missing:
            raise InputError("pandas is not installed", remedy="pip install 'dragoman[pandas]'") from missing
        return self._table.to_pandas()

    def to_dicts(self) -> list[dict[str, Any]]:
        """As a list of dicts."""
        rows: list[dict[str, Any]] = self._table.to_pylist()
        return rows

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows, columns {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(_html_row(row) for row in self._table.slice(0, _SHOWN).to_pylist())
        rest = f"<p>{len(self) - _SHOWN} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _html_row(row: dict[str, Any]) -> str:
    return "<tr>" + "".join(f"<td>{escape(_shown(value))}</td>" for value in row.values()) + "</tr>"


def _shown(value: object) -> str:
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
