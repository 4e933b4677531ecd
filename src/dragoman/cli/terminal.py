"""What reaches the terminal: clean text, tables and blocks that fit, one JSON document, CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 100_000
"""Columns where there is no terminal: nothing is wrapped, nothing cut off."""

_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
_CONTROLS |= {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
# overrides of writing direction could show other words than the page has
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029), "\ufffd")


def clean(text: str) -> str:
    """One line of text from a page that cannot steer a terminal: controls become visible signs."""
    return " ".join(text.split("\n")).replace("\r", "").replace("\t", " ").translate(_CONTROLS)


def console(*, stderr: bool = False) -> Console:
    """Where we write; markup in page text is text. Colours only on a terminal."""
    made = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not made.is_terminal:
        made.width = PIPE_WIDTH
    return made


def show(*parts: RenderableType) -> None:
    """Print to standard output, fitted to the terminal; to a pipe in full, without trailing blanks."""
    out = console()
    for part in parts:
        if out.is_terminal:
            out.print(part)
        else:
            with out.capture() as kept:
                out.print(part, soft_wrap=isinstance(part, Text))
            sys.stdout.write("\n".join(line.rstrip() for line in kept.get().split("\n")))


def tell(text: str, style: str = "") -> None:
    """A remark for the person at the terminal, on standard error."""
    console(stderr=True).print(Text(text, style=style), soft_wrap=True)


def say_error(reason: str, place: str = "", remedy: str = "") -> None:
    """One clear red line, and what to do about it."""
    where = f"{clean(place)}: " if place else ""
    tell(f"error: {where}{clean(reason)}", "bold red")
    if remedy:
        tell(f"remedy: {clean(remedy)}")


def indented(text: Text, by: int = 2) -> RenderableType:
    """The text with all its lines moved in."""
    return Padding(text, (0, 0, 0, by), expand=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> Table:
    """A plain table; cells are cleaned and folded, never cut. right: headings of columns of numbers."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(clean(cell)) for cell in row))
    return made


def write_json(document: object) -> None:
    """Exactly one JSON document on standard output."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    json.dump(document, sys.stdout, ensure_ascii=plain, indent=1)
    sys.stdout.write("\n")


def write_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Comma-separated rows with a heading; lists joined by semicolons, None left empty."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in columns})


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(part) for part in value)
    return "" if value is None else value
