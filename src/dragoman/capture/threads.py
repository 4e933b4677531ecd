"""Reader comments under an article: where they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.capture.authors import (
    is_moment,
    may_be_reader,
    read_author,
    read_bare_author,
    read_inline_author,
)
from dragoman.capture.blocks import Block
from dragoman.capture.dates import find_dates
from dragoman.capture.heads import is_byline, is_dateline
from dragoman.capture.thread_cues import thread_cue_of

_ANSWER = re.compile(r"(?:reply|like \(|report|quote|recommend|\d+ recommend|▲)", re.IGNORECASE)
_NEAR = 6
_PARAGRAPH = 20
_PARAGRAPHS_EACH = 5


def find_thread(blocks: Sequence[Block], cues: Sequence[str], first_body: int) -> int:
    """Index of the block at which the comments begin, with the buttons above them; len(blocks) if there are none.

    A header ("3 comments") counts only with an author near below it. Without a header two lines that name readers
    do, or one with a form or a reply button beside it.
    """
    start = _find_start(blocks, cues, first_body)
    while first_body + 1 < start < len(blocks) and thread_cue_of(blocks[start - 1].text, under_author=False):
        start -= 1
    return start


def _find_start(blocks: Sequence[Block], cues: Sequence[str], first_body: int) -> int:
    for at in range(first_body + 1, len(blocks)):
        if cues[at] == "thread" and _has_author_near(blocks, cues, at):
            return at
    named = [at for at in range(first_body + 1, len(blocks)) if _names_reader(blocks, cues, at)]
    if named and (_ends_page(blocks, cues, named) if len(named) == 1 else _is_dense(blocks, cues, named)):
        return named[0]
    buttons = [at for at in range(first_body + 1, len(blocks)) if cues[at] == "nav" and _ANSWER.match(blocks[at].text)]
    for at in buttons if len(buttons) > 1 else ():
        if at - 2 > first_body and read_bare_author(blocks[at - 2]) and not cues[at - 2]:
            return at - 2
    return len(blocks)


def is_followed(blocks: Sequence[Block], cues: Sequence[str], at: int) -> bool:
    """Whether a comment or its date stands below a line that may be a name."""
    return at + 1 < len(blocks) and not cues[at + 1]


def _names_reader(blocks: Sequence[Block], cues: Sequence[str], at: int) -> bool:
    """Whether the line names a reader by its form, or by the date below it and the words below that."""
    if cues[at] or is_dateline(blocks[at]) or is_byline(blocks[at]) or not is_followed(blocks, cues, at):
        return False
    author = read_author(blocks[at])
    if author:
        if not author.is_said and not blocks[at].text.startswith(author.name):
            return False  # a date with a remark
        if blocks[at].bullet or find_dates(blocks[at].text):
            return True
        return may_be_reader(author, blocks[at].text) and not _is_quote(blocks[at + 1])
    has_text = at + 2 < len(blocks) and not cues[at + 2] and is_moment(blocks[at + 1].text)
    return has_text and read_bare_author(blocks[at]) is not None


def _is_quote(block: Block) -> bool:
    return block.text[:1] in "\"“'‘«"


def _ends_page(blocks: Sequence[Block], cues: Sequence[str], named: Sequence[int]) -> bool:
    """Whether a single line that names a reader stands near the end, with a few last words below it."""
    at = named[0]
    author = read_author(blocks[at])
    below = sum(block.words for block, cue in zip(blocks[at + 1 :], cues[at + 1 :], strict=True) if not cue)
    return bool(author and author.is_said) and 2 * below < sum(block.words for block in blocks[:at])


def _is_dense(blocks: Sequence[Block], cues: Sequence[str], named: Sequence[int]) -> bool:
    """Whether between the lines that name readers there is about as much text as readers write."""
    long = [at for at in range(named[0], len(blocks)) if not cues[at] and blocks[at].words >= _PARAGRAPH]
    return len(long) <= _PARAGRAPHS_EACH * len(named)


def _has_author_near(blocks: Sequence[Block], cues: Sequence[str], at: int) -> bool:
    near = range(at + 1, min(at + 1 + _NEAR, len(blocks)))
    below = [i for i in near if not cues[i] and not thread_cue_of(blocks[i].text, under_author=False)]
    if any(read_author(blocks[i]) for i in below):
        return True
    if not below:
        return False
    is_menu_word = blocks[at].text.casefold() == "discussion"
    bare = not is_menu_word and read_bare_author(blocks[below[0]]) and is_followed(blocks, cues, below[0])
    return bool(bare) or _has_inline_authors(blocks, cues, below[0])


def _has_inline_authors(blocks: Sequence[Block], cues: Sequence[str], first: int) -> bool:
    """Whether the block begins with a name, and another below too, unless it is the last."""
    below = [at for at in range(first + 1, len(blocks)) if not cues[at]][:_NEAR]
    return read_inline_author(blocks[first]) is not None and (
        not below or any(read_inline_author(blocks[at]) for at in below)
    )
