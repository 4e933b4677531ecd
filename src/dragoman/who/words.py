"""Text into words, and words into keys, alike for tables, phrases and documents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(
    r"(?P<dotted>(?:[A-Z]\.){2,})"  # U.S.
    r"|(?P<word>\w+(?:['’ʼ`‘](?!s\b|S\b)\w+)*)"  # Ja'afari; not the s of a genitive
    r"|(?P<poss>['’](?:[sS]\b)?(?=\W|$|[sS]\b))"
    r"|(?P<hyphen>(?<=\w)[-‐‑](?=\w))"
    r"|(?P<punct>[^\w\s])"
)
_APOSTROPHES = str.maketrans("", "", "'’ʼ`‘.")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "ə": "a", "œ": "oe", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. start, end: character offsets; key: folded; kind: word, poss, hyphen or punct.

    opens_line: whether it is the first of its line.
    """

    text: str
    key: str
    start: int
    end: int
    kind: str
    opens_line: bool = False

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents, apostrophes and full stops within: Da’esh and U.S. become daesh and us."""
    plain = text.translate(_APOSTROPHES) or text
    if plain.isascii():
        return plain.lower()
    spread = unicodedata.normalize("NFKD", plain.casefold().translate(_LETTERS))
    return "".join(c for c in spread if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of text[start:end], with offsets into text."""
    found = []
    upto = start
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or "punct"
        kind = "word" if kind == "dotted" else kind
        surface = match.group()
        key = fold(surface) if kind == "word" else ("'" if kind == "poss" else surface)
        at = match.start()
        found.append(Word(surface, key, at, match.end(), kind, at > upto and "\n" in text[upto:at]))
        upto = match.end()
    return found


_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")


def key_of(text: str) -> str:
    """The key under which a name or phrase is filed: folded words and marks, hyphens left out."""
    if _PLAIN.fullmatch(text):  # most names: no need to take them apart
        return text.lower().replace("-", " ")
    return " ".join(word.key for word in words(text) if word.kind != "hyphen")
