"""The commands that hand a dossier on: report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.opening import open_store
from dragoman.cli.options import Dossier
from dragoman.cli.terminal import tell
from dragoman.dossier.wording import plural


def report(
    dossier: Dossier,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The HTML file; else beside the dossier.", show_default=False)
    ] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the report; else the file's name.")] = None,
) -> None:
    """Write the dossier as one HTML file.

    It opens from disk and needs no network.
    """
    from dragoman.dossier import write_report

    with open_store(dossier) as store:
        written = write_report(store, output or dossier.with_suffix(".html"), title=title or None)
    tell(f"written: {written} ({plural(max(1, round(written.stat().st_size / 1024)), 'kilobyte')})")


def export(
    dossier: Dossier,
    folder: Annotated[Path, typer.Argument(help="Where the files go; made if missing.", show_default=False)],
    to: Annotated[str, typer.Option("--to", help="Format: jsonl, csv or parquet.", show_default=False)],
) -> None:
    """Write files for other programs."""
    from dragoman.export import export as write

    with open_store(dossier) as store:
        for path in write(store, to, folder):
            tell(f"written: {path}")
