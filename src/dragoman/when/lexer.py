"""Text → words of time: every word gets one class letter, so that the grammar is a matter of regular expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[AaPp]\.[Mm]\b\.?|[Bb]\.[Cc]\b(?:\.[Ee]\b)?\.?|A\.D\.)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.(?=[ ,]*\d|,)"
    r"|\d+(?:,\d{3})+(?!\d)|\d+|[^\W\d_]+|\n|[^\w\s]"
)
_WRAPPED = 60  # a line at least this long that ends without a stop is taken to go on in the next
OTHER, BREAK = "\ue000", "\ue001"
_UNKNOWN = (OTHER, "")
_NUMBERS = ("DAYNUM", "NUM", "YEAR", "BIG", "VERY")


class Word(NamedTuple):  # a tuple, since making one is most of the work here
    """One word, number or mark: half-open character offsets, the text as it stands, what it means if we know it."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text, its words and, letter for word, their classes."""

    text: str
    words: tuple[Word, ...]
    classes: str


@cache
def letters() -> dict[str, str]:
    """Class name → its letter."""
    names = dict.fromkeys([row[0] for row in _rows()]) | dict.fromkeys(_NUMBERS)
    return {name: chr(0xE100 + i) for i, name in enumerate(names)}


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    table = resources.files("dragoman.when").joinpath("lexicon.tsv").read_text("utf-8").splitlines()
    fields = [line.split("\t") for line in table if line and not line.startswith("#")][1:]
    return tuple((f[0], f[1], f[2]) for f in fields)


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    """Lower-case word → (class letter, value)."""
    known = {word: (letters()[name], value) for name, value, words in _rows() for word in words.split(" ")}
    known["very"] = (letters()["VERY"], "")
    return known


@lru_cache(maxsize=1)  # a page is dated, and then its times are read
def split(text: str) -> Words:
    """Every word of the text with its class; unknown words are OTHER, ends of lines BREAK."""
    words: list[Word] = []
    classes: list[str] = []
    known, line_start = _lexicon(), 0
    for match in _WORD.finditer(text):
        raw, start = match[0], match.start()
        if raw == "\n":
            if not _goes_on(text, line_start, start):
                words.append(Word(start, start + 1, raw, ""))
                classes.append(BREAK)
            line_start = start + 1
            continue
        if raw[0].isdigit():
            letter, value = _number(raw)
        else:
            lower = raw.lower()
            letter, value = known.get(lower) or (known.get(lower[:-1], _UNKNOWN) if lower[-1] == "." else _UNKNOWN)
        words.append(Word(start, match.end(), raw, value))
        classes.append(letter)
    return Words(text, tuple(words), "".join(classes))


def _goes_on(text: str, line_start: int, line_end: int) -> bool:
    if line_end - line_start < _WRAPPED or text[line_end - 1] in ".!?:\"'”’)":
        return False
    return text[line_end + 1 : line_end + 2] not in ("", "\n")


def _number(raw: str) -> tuple[str, str]:
    code = letters()
    if "," in raw or len(raw) > 4 or not raw.isascii():
        return code["BIG"], ""
    value = int(raw)
    if len(raw) == 4:
        return (code["YEAR"], str(value)) if 1000 <= value <= 2199 else (code["BIG"], "")
    return (code["DAYNUM"] if 1 <= value <= 31 and len(raw) <= 2 else code["NUM"]), str(value)
