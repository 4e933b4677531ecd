"""Which language a page is written in; only English is read."""

from __future__ import annotations

import re

from dragoman.capture.tables import read_table

_ENGLISH = frozenset(
    "the of and that for with by it from has been this which not said says who its they but were their you she would "
    "there when his her are could should than after before about into".split()
)
"""Little words that English shares with few others; no "in", "is", "was", which half of Europe has."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 20_000
_FEW = 12
_SURE = 0.12
_POSSIBLE = 0.06


def language_of(text: str) -> str:
    """Its ISO 639-1 code, "en" in doubt; "" where there are no words.

    Little words decide first: one word in eight and it is English, whatever names it is full of. Texts of a few words
    count as English unless they are in another script or the classifier and the little words agree against it.
    """
    words = [w.casefold() for w in _WORD.findall(text[:_LONG_ENOUGH])]
    if not words:
        return ""
    share = sum(w in _ENGLISH for w in words) / len(words)
    if share >= _SURE:
        return "en"
    guess = _classify(text[:_LONG_ENOUGH])
    if guess in {"en", "pcm"} or (share >= _POSSIBLE and len(words) > _FEW):
        return "en"
    return "en" if len(words) <= _FEW and (share > 0 or _is_plain_latin(words)) else guess


def language_name(code: str) -> str:
    """Its English name, the code itself where we know none."""
    return next((row["name"] for row in read_table("languages.tsv") if row["code"] == code), code)


def _is_plain_latin(words: list[str]) -> bool:
    return len(words) <= _FEW // 2 and all(word.isascii() for word in words)


def _classify(text: str) -> str:
    import py3langid  # slow to load, and few pages need it

    return str(py3langid.classify(text)[0])
