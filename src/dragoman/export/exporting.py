"""One call for all formats: pick the writer, put every file in place whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dragoman.errors import InputError, StoreError
from dragoman.export.flat import write_csv, write_parquet
from dragoman.export.jsonl import write_jsonl
from dragoman.store import Store

Writer = Callable[[Store, Path], list[Path]]

FORMATS: Mapping[str, Writer] = {"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet}


def export(store: Store, to: str, folder: Path) -> list[Path]:
    """Paths of the files written into the folder, which is made where it is missing.

    to: one of FORMATS. Raises InputError for an unknown format or a folder that is a file, StoreError for a full disk.
    """
    writer = FORMATS.get(to)
    if writer is None:
        raise InputError(f"there is no export format {to!r}", remedy=f"choose one of: {', '.join(FORMATS)}")
    if folder.exists() and not folder.is_dir():
        raise InputError("this is a file, not a folder", place=str(folder), remedy="name a folder for the export")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_settle(path) for path in writer(store, folder)]
    except OSError as fault:
        for part in folder.glob("*.part"):
            part.unlink()
        reason = fault.strerror or str(fault)
        raise StoreError(
            f"the export cannot be written: {reason}", place=str(folder), remedy="check space and permissions"
        ) from fault


def _settle(part: Path) -> Path:
    """Gives a finished file its name; a run that is cut short leaves no half file under it."""
    whole = part.with_suffix("")
    part.replace(whole)
    return whole
