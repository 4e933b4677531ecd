"""Phrases of our tables as words, and where a text holds them."""

from __future__ import annotations

from dragoman.when.lexer import split

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "decade": 10}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
}  # fmt: skip


def key_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in lower case, as a script has them; dots and hyphens left out."""
    return tuple(word.text.lower() for word in split(phrase).words if word.text not in ".-")


def words_of(phrase: str) -> tuple[str, ...]:
    """The words and marks of a phrase in lower case, exactly as a script has them."""
    return tuple(word.text.lower() for word in split(phrase).words)


def number_of(word: str) -> int | None:
    """4, four; None for other words."""
    return int(word) if word.isdigit() and len(word) < 4 else _NUMBERS.get(word)


def ordinal_of(words: tuple[str, ...]) -> int | None:
    """10th (two words in a script), tenth; None for others."""
    if len(words) > 1 and words[-1] in ("th", "st", "nd", "rd") and words[-2].isdigit():
        return int(words[-2]) if len(words[-2]) < 4 else None
    return _ORDINALS.get(words[-1]) if words else None
