"""The lines above the first paragraph: title, deck, byline, dateline, and the debris around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.capture.authors import is_moment, is_person
from dragoman.capture.blocks import Block
from dragoman.capture.cues import ROLE_OF
from dragoman.capture.dates import find_dates
from dragoman.capture.marks import Mark

_BYLINE = re.compile(
    r"(?:by|posted by|published by|written by|submitted by|author:?|authors:?|words:|text:|story by|"
    r"(?:opinion|comment|analysis|commentary|column|report|interview)(?: by|:)|from our)\s+"
    r"(?:(?-i:[A-Z@])|our|staff|the)\S*.*",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r".*\b(?:correspondents?|reporters?|columnist|staff writer|contributing writer|editor-in-chief|news ?desk|"
    r"contributor|special to|staff)\b.*",
    re.IGNORECASE,
)
_PERSON_FOR = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3}(?:,| for| &| and| •| \|)\s.+")
_PLACE = re.compile(r"[^\w]*(?:[A-Z][\w’'.-]+[ ,]+){0,4}[(\[]?")
_LABEL = re.compile(
    r"(?:published|posted|updated|last updated|date|created|added|released|issued|first published)\b.*", re.I
)
_INTRODUCES = re.compile(r"\b(?:said|says|told|added|stated|commented|declared|writes|wrote)\b[^.]*:$", re.IGNORECASE)
_MOST_WORDS = 14
_TITLE_WORDS = 28
_SITE_WORDS = 3


def is_dateline(block: Block) -> bool:
    """Whether a line is about the day: "OSTREL, April 22, 2013", "27.02.2019 06:00", "Published on: …"."""
    text = block.text
    if block.words > _MOST_WORDS:
        return False
    if is_moment(text):
        return True
    found = find_dates(text)
    if not found:
        return bool(_AGENCY.fullmatch(text))
    if _BYLINE.match(text) or (block.ends and block.words > 8 and found[0].start > 0):
        return False
    return bool(_PLACE.fullmatch(text[: found[0].start]) or _LABEL.match(text))


_AGENCY = re.compile(
    r"[A-Z][A-Z .’'-]+,? ?\(?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\)?[,. ]*"
    r"(?:[A-Z]{2,}|\([A-Za-z ]+\))?\.?\s*[–—-]?",
    re.IGNORECASE,
)


def is_byline(block: Block) -> bool:
    """Whether a line names its author: "By X", "Posted by X on …", "X, correspondent"."""
    if block.words > _MOST_WORDS or (block.ends and block.words > 6) or block.text.endswith(":"):
        return False
    if _BYLINE.fullmatch(block.text):
        return True
    return block.words <= 8 and not block.ends and bool(_TRADE.fullmatch(block.text)) and block.text[:1].isupper()


def is_talked_of(name: str, below: Sequence[Block]) -> bool:
    """Whether the article speaks of the person: then a line with the name alone is no byline but a picture's."""
    surname = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
    return any(b.words >= 10 and not b.text.startswith(name) and surname.search(b.text) for b in below)


def mark_head(blocks: Sequence[Block], cues: Sequence[str], first: int) -> tuple[list[Mark], int]:
    """The marks of the blocks above the article, and the index at which the article begins.

    A paragraph between the title and the byline or date is the deck, and the article begins after it.
    """
    first = _after_deck(blocks, cues, first)
    marks = [_mark_line(block, cue) for block, cue in zip(blocks[:first], cues[:first], strict=True)]
    title = _find_title(blocks, marks)
    if title is None:
        return [mark if mark.role != "?" else Mark("nav") for mark in marks], first
    marks[title] = Mark("title")
    for at in range(title + 1, first):
        if marks[at].role == "?":
            marks[at] = _mark_below_title(blocks, marks, at, title)
    return [mark if mark.role != "?" else Mark("nav") for mark in marks], first


def _after_deck(blocks: Sequence[Block], cues: Sequence[str], first: int) -> int:
    """Where the article begins if what looks like its first paragraph is the deck."""
    below = first + 1
    if first == 0 or below >= len(blocks) or blocks[first].words > 45:
        return first
    if not cues[below] and (is_byline(blocks[below]) or is_dateline(blocks[below])):
        return below
    return below if not blocks[first].ends and blocks[first].words < 40 and not cues[first - 1] else first


def _mark_line(block: Block, cue: str) -> Mark:
    """By the line alone; "?" where it does not tell."""
    if cue:
        return Mark(ROLE_OF.get(cue, cue))
    if _INTRODUCES.search(block.text):
        return Mark("body")
    if is_byline(block):
        return Mark("byline")
    return Mark("dateline" if is_dateline(block) else "?")


def _find_title(blocks: Sequence[Block], marks: Sequence[Mark]) -> int | None:
    """The title begins the last run of unmarked lines above the article, after the site's name if that leads it."""
    run = _title_run(blocks, marks)
    if not run:
        return None
    if (len(run) > 2 and blocks[run[0]].words <= _SITE_WORDS) or (
        len(run) == 2 and _is_site_name(blocks[run[0]], blocks[run[1]])
    ):
        run = run[1:]
    return run[0]


def _title_run(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[int]:
    """The last run of unmarked lines above the byline or date; without such, above the article."""
    runs = _open_runs(blocks, marks)
    credit = next((at for at, mark in enumerate(marks) if mark.role in {"byline", "dateline"}), len(marks))
    above = [run for run in runs if run[0] < credit and max(blocks[at].words for at in run) > 2]
    long = [run for run in runs if max(blocks[at].words for at in run) > 1]
    return (above or long or runs or [[]])[-1]


def _open_runs(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for at, mark in enumerate(marks):
        if mark.role == "?" and blocks[at].words <= _TITLE_WORDS:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _is_site_name(first: Block, second: Block) -> bool:
    """Two lines, the first of one to three words: a site's name and the title, unless the second reads like a deck."""
    if first.words > _SITE_WORDS or first.text.endswith(("?", "!")):
        return False
    small = sum(word[:1].islower() for word in second.text.split())
    return not second.ends and second.words > first.words and small <= second.words * 0.75


def _mark_below_title(blocks: Sequence[Block], marks: Sequence[Mark], at: int, title: int) -> Mark:
    text = blocks[at].text
    if is_person(text) and is_talked_of(text, blocks[at + 1 :]):
        return Mark("caption")
    if is_person(text) or (_PERSON_FOR.fullmatch(text) and blocks[at].words <= 10 and not blocks[at].ends):
        return Mark("byline")
    others = [i for i in range(title + 1, at) if marks[i].role == "deck"]
    if blocks[at].words > 3 and not others:
        return Mark("deck")
    return Mark("body" if blocks[at].words > 3 else "nav")
