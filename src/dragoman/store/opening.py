"""Opening a dossier: is it there, is it ours, is it of our version."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dragoman.errors import InputError, StoreError, VersionError
from dragoman.store.faults import told
from dragoman.store.sqlite import SqliteStore

SCHEMA_VERSION = 2
_APPLICATION_ID = 0x44524147  # "DRAG"
_PATIENCE = 5.0
"""Seconds to wait for another program's write before giving up."""


def open_dossier(path: Path | str, *, create: bool = False, read_only: bool = False) -> SqliteStore:
    """The store in this file. create: make it where it is missing. read_only: change nothing, not even the file.

    Raises InputError for a missing file or folder, VersionError for a dossier of another version, StoreError for a
    file that is no dossier or cannot be opened.
    """
    place = Path(path)
    _check_place(place, create)
    with told(place):
        connection = _connect(place, read_only)
        try:
            _check_or_found(connection, place, create and not read_only)
            _settle(connection, read_only)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(connection, place)


def _check_place(place: Path, create: bool) -> None:
    if place.is_dir():
        raise InputError("this is a folder, not a dossier", place=str(place), remedy="name a file: NAME.dossier")
    if not place.exists() and not create:
        raise InputError(
            "there is no such dossier", place=str(place), remedy=f"make it: dragoman read PAGES --into {place}"
        )
    if not place.parent.is_dir():
        raise InputError("the folder does not exist", place=str(place.parent), remedy="make the folder first")


def _connect(place: Path, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    address = f"{place.resolve().as_uri()}?mode={_reading_mode(place)}"
    return sqlite3.connect(address, timeout=_PATIENCE, isolation_level=None, uri=True)


def _reading_mode(place: Path) -> str:
    """How SQLite is to open a file that is only read, and leave nothing beside it."""
    folder_is_ours = os.access(place.resolve().parent, os.W_OK)
    if folder_is_ours and os.access(place, os.W_OK):
        return "rw"  # a reader that may not write cannot take its -wal and -shm files away again
    if folder_is_ours or place.with_name(place.name + "-wal").exists():
        return "ro"
    # SQLite cannot lay the -shm file that a WAL reader needs in a folder it may not write to; nobody else can either
    return "ro&immutable=1"


def _check_or_found(connection: sqlite3.Connection, place: Path, may_found: bool) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and tables == 0 and may_found:
        _found(connection)
        return
    if application != _APPLICATION_ID or not tables:
        raise StoreError("this is not a dossier", place=str(place), remedy="name a file that `dragoman read` made")
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    if meta.get("schema_version") != str(SCHEMA_VERSION):
        writer = meta.get("dragoman_version", "unknown")
        raise VersionError(
            f"written by Dragoman {writer} (schema {meta.get('schema_version', 'unknown')}); "
            f"this is Dragoman {_own_version()} (schema {SCHEMA_VERSION})",
            place=str(place),
            remedy=f"read the pages again into a new dossier, or open this one with Dragoman {writer}",
        )


def _found(connection: sqlite3.Connection) -> None:
    schema = (files("dragoman.store") / "schema.sql").read_text(encoding="utf-8")
    connection.execute("PRAGMA journal_mode = WAL")
    # one transaction: killed half-way it leaves an empty file, which the next run founds anew
    connection.executescript(f"BEGIN IMMEDIATE; PRAGMA application_id = {_APPLICATION_ID}; {schema}")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = {"schema_version": str(SCHEMA_VERSION), "dragoman_version": _own_version(), "created": now}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
    connection.execute("COMMIT")


def _settle(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript((files("dragoman.store") / "furniture.sql").read_text(encoding="utf-8"))


def _own_version() -> str:
    return version("dragoman")
