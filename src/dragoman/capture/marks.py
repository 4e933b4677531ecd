"""What is decided about one block of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Role of a block, voice of a comment, and how many of its first characters are not read (a name before it).

    stamp: the words that tell when the comment was posted, on its own lines and on the line that tells it, "" if none
    do; to: the commenter it answers.
    """

    role: str
    voice: str | None = None
    skip: int = 0
    stamp: str = ""
    to: str | None = None
