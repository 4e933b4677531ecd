"""One reader at a time: two runs that write one dossier would give one name to two pages."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import StoreError


@contextmanager
def alone(dossier: Path) -> Iterator[None]:
    """Holds NAME.lock beside the dossier, gone when the run ends, free when it is killed. Raises StoreError if held."""
    path = dossier.with_name(f"{dossier.name}.lock")
    handle = _locked(path, dossier)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _locked(path: Path, dossier: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
        except OSError as fault:
            reason = f"cannot be written: {fault.strerror}"
            raise StoreError(reason, place=str(dossier), remedy="check space and permissions of its folder") from fault
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            os.close(handle)
            reason, remedy = "another run is reading pages into it", "wait until it is done, then run again"
            raise StoreError(reason, place=str(dossier), remedy=remedy) from fault
        if _is_same(handle, path):
            return handle
        os.close(handle)  # its holder took it away between our opening and our locking


def _is_same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
