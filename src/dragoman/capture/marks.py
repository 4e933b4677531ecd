"""What is decided about one block of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Role of a block, voice of a comment, and how many of its first characters are not read (a name before it)."""

    role: str
    voice: str | None = None
    skip: int = 0
