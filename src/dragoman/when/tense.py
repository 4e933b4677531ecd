"""Whether the sentence around a time looks back or ahead."""

from __future__ import annotations

from dragoman.when.lexer import BREAK
from dragoman.when.masking import Page

_AHEAD = frozenset(
    "will shall ll expected scheduled due plans planned planning slated set hopes intends aims prepares preparing going "
    "vowed promised agreed ahead tomorrow forthcoming upcoming begin begins".split()
)  # fmt: skip
_BACK = frozenset(
    "was were had did has have been said told met held came went began took made gave left broke fell won lost saw found "
    "became grew rose sent spoke wrote struck hit shot led ran put brought thought knew set".split()
)  # fmt: skip
_STOPS = frozenset(".!?;")
_REACH = 30


def looks_ahead(page: Page, first: int, last: int, preposition: str) -> bool:
    """The nearest telling word before the time decides, else the nearest after it; without any, it looks back."""
    if preposition in ("until", "by") and not _first_sign(page, range(first - 1, max(-1, first - 6), -1)):
        return True
    before = _first_sign(page, range(first - 1, max(-1, first - _REACH), -1))
    after = _first_sign(page, range(last, min(len(page.words.words), last + _REACH)))
    return (before or after or "back") == "ahead"


def _first_sign(page: Page, indices: range) -> str | None:
    for at in indices:
        word = page.words.words[at].text.lower()
        if page.words.classes[at] == BREAK or word in _STOPS:
            return None
        if word in ("will", "shall", "ll"):
            return "ahead"
        if word in _BACK or (word.endswith("ed") and word not in _AHEAD and len(word) > 4):
            return "back"
        if word in _AHEAD:
            return "ahead"
    return None
