"""All errors of the house, drawn.

DragomanError                 catch this one to catch all
├── PageError                 one page cannot be read: becomes a Refusal, the others go on
├── InputError                a path or an option is wrong: the user mends the call (exit code 2)
├── StoreError                the dossier cannot be opened, read or written (exit code 3)
│   └── VersionError          it was written by another version of Dragoman
└── ModelError                the reader's weights are missing or do not fit
"""

from __future__ import annotations


class DragomanError(Exception):
    """Says what went wrong, where, and what to do about it."""

    def __init__(self, reason: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(reason)
        self.reason, self.place, self.remedy = reason, place, remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.reason}" + (f" ({self.remedy})" if self.remedy else "")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.reason, self.place, self.remedy)


def _rebuild(kind: type[DragomanError], reason: str, place: str, remedy: str) -> DragomanError:
    return kind(reason, place=place, remedy=remedy)


class PageError(DragomanError):
    """One page cannot be read; the run goes on and keeps a refusal."""


class InputError(DragomanError):
    """The call itself is wrong: a missing path, an unknown option value."""


class StoreError(DragomanError):
    """The dossier cannot be opened, read or written."""


class VersionError(StoreError):
    """The dossier was written by another version of Dragoman."""


class ModelError(DragomanError):
    """The reader's weights are missing, damaged, or do not fit the program."""
