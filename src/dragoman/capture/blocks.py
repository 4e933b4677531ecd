"""Lines and paragraphs of a plain text: what a reader would see as one block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.capture.repairs import repaired

_BREAK = re.compile(r"\r\n|\n")
_OLD_BREAK = re.compile(r"\r")
_BULLET = re.compile(r"(?:[•·▪●◦‣⁃*↳»>–—-]+|#?\d{1,3}[.)])\s+")
_STOP = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
_END = re.compile(r"""[.!?…]["'”’»)\]]*$""")
_LONG = 45
_WIDEST = 110


@dataclass(frozen=True, slots=True)
class Block:
    """One line, or several lines of a hard-wrapped paragraph.

    first, last: indices of its lines. text: repaired, trimmed, bullet cut off. bullet: the bullet or number cut off.
    """

    first: int
    last: int
    text: str
    bullet: str

    @property
    def words(self) -> int:
        """How many words."""
        return len(self.text.split())

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.text))


def split_lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of every line without its line break; a text that ends in a break has no empty line after it."""
    breaks = _OLD_BREAK if "\r" in text and "\n" not in text else _BREAK
    lines, at = [], 0
    for match in breaks.finditer(text):
        lines.append((at, match.start()))
        at = match.end()
    if at < len(text):
        lines.append((at, len(text)))
    return lines


def make_blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks of a page, blank lines left out."""
    width = _wrap_width(lines)
    return [_block(lines, first, last) for first, last in _runs(lines, width)]


def bullet_of(line: str) -> str:
    """The bullet or number that a trimmed line starts with, with the space after it; "" if none."""
    match = _BULLET.match(line)
    return match.group() if match and match.end() < len(line) else ""


def _block(lines: Sequence[str], first: int, last: int) -> Block:
    text = repaired(" ".join(lines[i].strip() for i in range(first, last + 1))).strip()
    bullet = bullet_of(text)
    return Block(first, last, text[len(bullet) :], bullet.strip())


def _runs(lines: Sequence[str], width: int) -> Iterator[tuple[int, int]]:
    first = 0
    for at, line in enumerate(lines):
        if not line.strip():
            first = at + 1
        elif not (width and at + 1 < len(lines) and _goes_on(line, lines[at + 1], width)):
            yield first, at
            first = at + 1


def _goes_on(line: str, after: str, width: int) -> bool:
    """Whether the next line belongs to the same paragraph on a page wrapped at this width."""
    if not after.strip() or bullet_of(after.strip()):
        return False
    room = width - len(line.rstrip()) - 1
    return room < len(after.split()[0]) + 6 and len(line) > width // 2


def _wrap_width(lines: Sequence[str]) -> int:
    """At how many characters the page was wrapped by hand or machine; 0 if it was not.

    A sentence that breaks off in a long line and goes on in small letters in the next shows it.
    """
    pairs = [(a.rstrip(), b.strip()) for a, b in pairwise(lines) if len(a) >= _LONG and b.strip()]
    broken = [len(a) for a, b in pairs if not _STOP.search(a) and b[0].islower() and len(a) <= _WIDEST]
    longest = max((len(line) for line in lines), default=0)
    if len(broken) < 3 or 3 * len(broken) < len(pairs) or longest > 2 * max(broken):
        return 0
    return max(broken)
