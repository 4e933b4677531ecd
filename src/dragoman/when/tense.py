"""Whether the sentence around a time looks back or ahead."""

from __future__ import annotations

from dragoman.when import signs
from dragoman.when.lexer import BREAK
from dragoman.when.masking import Page

_STOPS = frozenset(".!?;")
_LIMITS = frozenset({"until", "by", "before"})
_REACH = 30


def looks_ahead(page: Page, first: int, last: int, preposition: str) -> bool | None:
    """The nearest telling word before the time decides, else the nearest after it; None without any.

    first, last: word indices. Since looks back. After until, by and before only a plain past does: they have put it off
    to Sunday.
    """
    if preposition == "since":
        return False
    back = range(first - 1, max(-1, first - _REACH), -1)
    if preposition in _LIMITS:
        telling = signs.words("lasted") | signs.words("ahead")
        return next((word in signs.words("ahead") for word in _sentence(page, back) if word in telling), True)
    sign = _sign(page, back) or _sign(page, range(last, min(len(page.words.words), last + _REACH)))
    return None if sign is None else sign == "ahead"


def _sentence(page: Page, indices: range) -> list[str]:
    """The words up to the end of the sentence."""
    found = []
    for at in indices:
        raw = page.words.words[at].text
        word = raw if raw == "May" else raw.lower()
        if page.words.classes[at] == BREAK or word in _STOPS:
            break
        found.append(word)
    return found


def _sign(page: Page, indices: range) -> str | None:
    for at, word in zip(indices, _sentence(page, indices), strict=False):
        before = page.lower(at - 1)
        if word == "be" and before == "to":
            return "ahead"
        if word in signs.words("ahead"):
            return "ahead"
        if before != "be" and _is_back(page, at, word):
            return "back"
    return None


def _is_back(page: Page, at: int, word: str) -> bool:
    """Whether a word looks back: by its form where the Doc knows it, else by its letters."""
    part = page.pos(at)
    if part:
        return part in ("VERB", "AUX") and (word in signs.words("back") or page.is_past(at))
    return word in signs.words("back") or (word.endswith("ed") and len(word) > 4)
