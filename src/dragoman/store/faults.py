"""Every fault of SQLite, told once: what happened to which dossier, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import StoreError

_REMEDIES = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and run again: what was committed is kept"),
    sqlite3.SQLITE_IOERR: ("the disk cannot be read or written", "check space and disk, then run again"),
    sqlite3.SQLITE_READONLY: ("the dossier may not be written", "give yourself write permission to file and folder"),
    sqlite3.SQLITE_CANTOPEN: ("the dossier cannot be opened", "check permissions and disk of file and folder"),
    sqlite3.SQLITE_PERM: ("the dossier may not be opened", "check the permissions of file and folder"),
    sqlite3.SQLITE_BUSY: ("another program is writing to the dossier", "wait until it is done and run again"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to the dossier", "wait until it is done and run again"),
    sqlite3.SQLITE_NOTADB: ("this is not a dossier", "name a file that `dragoman read` made"),
    sqlite3.SQLITE_CORRUPT: ("the dossier is damaged", "read the pages again into a new dossier"),
    sqlite3.SQLITE_TOOBIG: ("a page is too large for the dossier", "split the page"),
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns sqlite3's errors into StoreError that names the dossier and the remedy."""
    try:
        yield
    except sqlite3.Error as fault:
        # the low byte is the primary code; the rest only refines it
        code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        reason, remedy = _REMEDIES.get(code, (f"the dossier does not work: {fault}", "report this with the message"))
        raise StoreError(reason, place=str(path), remedy=remedy) from fault
    except UnicodeEncodeError as fault:
        raise StoreError(
            f"text that is no Unicode cannot be kept: {fault.reason}",
            place=str(path),
            remedy="save the page anew as UTF-8",
        ) from fault
