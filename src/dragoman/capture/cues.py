"""Words by which a line gives itself away: "Leave a Reply", "Related", "Translated from …"."""

from __future__ import annotations

import re
from functools import cache

from dragoman.capture.blocks import Block
from dragoman.capture.tables import read_table

_STRONG = frozenset({"form", "caption"})
_ADDRESS = re.compile(r"\b(?:you|your|our|us)\b", re.IGNORECASE)
_LOUD_LICENCE = re.compile(
    r"(?:©|\(c\)|copyright|comments are|this (?:site|website) uses|all rights|we use cookies|all content by)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\bcomments? (?:section )?(?:is|are) (?:now )?(?:closed|open)\W*$", re.IGNORECASE)
_SENTENCE = 7
_PARAGRAPH = 60
_NOTICE = 160
_LONGEST = 1500
_SEPARATED = re.compile(r"\s+[|·•/›»>]+\s+|\s{2,}|\s[—–]\s")
_CRUMB = re.compile(r"\w\s+[›»>]\s+\w")
_CRUMBS = 10
_SYMBOLS = re.compile(r"[\W\d_]+")

ROLE_OF = {"thread": "nav", "related": "nav", "related_item": "related"}
"""Roles of cues that are not called like their role: headers that open a thread or a list of related pages."""


def cue_of(block: Block, *, in_body: bool, spaced: str = "") -> str:
    """The cue of a line, a role's name or a key of ROLE_OF; "" if it gives none.

    in_body: sentences of the article stand before and after it: then a sentence counts as debris only where it
    speaks loudly, for losing body is worse than keeping debris. spaced: the line before repair, which may hold runs
    of spaces between the items of a menu.
    """
    text = block.text
    words = block.words
    if len(text) > _LONGEST:
        return ""
    if words > _PARAGRAPH:
        return _look_up(text, _PARAGRAPH) if words < _NOTICE and _LOUD_LICENCE.match(text) else ""
    if not _SYMBOLS.sub("", text):
        return "nav"
    cue = _look_up(text, words)
    if not cue:
        return "nav" if _is_menu(spaced or text, block) else ""
    if in_body and cue == "credit" and block.ends:
        return ""
    if cue in _STRONG or not _is_sentence(block) or (cue == "thread" and _CLOSED.search(text)):
        return cue
    return _cue_of_sentence(cue, text, in_body)


def _is_sentence(block: Block) -> bool:
    return block.words >= _SENTENCE and block.ends


def _cue_of_sentence(cue: str, text: str, in_body: bool) -> str:
    if ROLE_OF.get(cue, cue) in {"nav", "related"}:
        return ""
    if not in_body:
        return cue
    if cue == "licence":
        return cue if _LOUD_LICENCE.match(text) else ""
    return cue if cue == "ad" and _ADDRESS.search(text) else ""


def _look_up(text: str, words: int) -> str:
    for cue, most, pattern in _patterns():
        if words <= most and pattern.fullmatch(text):
            return cue
    return ""


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    rows = read_table("line_cues.tsv")
    return tuple((row["cue"], int(row["words"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def _is_menu(text: str, block: Block) -> bool:
    """Items side by side: "Home | World | Opinion", "News  Sport  Weather"."""
    if block.ends and block.words > _SENTENCE:
        return False
    if block.words <= _CRUMBS and _CRUMB.search(text):
        return True
    items = [item for item in _SEPARATED.split(text.strip()) if item.strip()]
    return len(items) >= 3 and sum(len(item.split()) for item in items) <= 4 * len(items)
