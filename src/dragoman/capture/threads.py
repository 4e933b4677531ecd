"""Reader comments under an article: where they begin, who wrote which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.capture.authors import (
    Author,
    is_moment,
    is_person,
    may_be_reader,
    read_author,
    read_bare_author,
    read_inline_author,
)
from dragoman.capture.blocks import Block
from dragoman.capture.cues import ROLE_OF
from dragoman.capture.dates import find_dates
from dragoman.capture.heads import is_byline, is_dateline
from dragoman.capture.marks import Mark

UNNAMED = "unnamed commenter"
_ANSWER = re.compile(r"(?:reply|like \(|report|quote|recommend|\d+ recommend|▲)", re.IGNORECASE)
_NEAR = 6
_PARAGRAPH = 20
_PARAGRAPHS_EACH = 5


def find_thread(blocks: Sequence[Block], cues: Sequence[str], first_body: int) -> int:
    """Index of the block at which the comments begin, len(blocks) if there are none.

    A header ("3 comments") counts only with an author near below it. Without a header two lines that name readers
    do, or one with a form or a reply button beside it.
    """
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


def mark_thread(blocks: Sequence[Block], cues: Sequence[str], start: int) -> list[Mark]:
    """The marks of all blocks from `start` on: authors, comments with their voices, debris."""
    marks: list[Mark] = []
    voice: str | None = UNNAMED
    style = ""
    for at in range(start, len(blocks)):
        author, found = _author_at(blocks, cues, at, style, marks)
        if author:
            voice, style = author.name, style or found
            marks.append(Mark("comment", voice, author.skip) if author.skip else Mark("comment_author"))
        elif cues[at]:
            voice = voice if _keeps_voice(cues[at], blocks[at]) else None
            marks.append(Mark(ROLE_OF.get(cues[at], cues[at])))
        elif is_moment(blocks[at].text):
            marks.append(Mark("dateline"))
        else:
            marks.append(Mark("comment", voice) if voice else _after_thread(blocks, cues, at))
    return marks


def _author_at(
    blocks: Sequence[Block], cues: Sequence[str], at: int, style: str, marks: Sequence[Mark]
) -> tuple[Author | None, str]:
    """The author that this block names, and the style of naming: "line", "inline" or "bare"."""
    block = blocks[at]
    strict = None if cues[at] else read_author(block)
    if strict:
        return strict, "line"
    inline = read_inline_author(block) if style in {"", "inline"} and not cues[at] else None
    if inline and (style or not _is_lower_sentence(inline)):
        return inline, "inline"
    bare = None if cues[at] or style == "inline" else read_bare_author(block)
    alone = not marks or marks[-1].role != "comment_author"
    if bare and alone and _is_followed(blocks, cues, at) and (style != "line" or is_person(bare.name.replace(",", ""))):
        return bare, "bare"
    return None, ""


def _is_lower_sentence(author: Author) -> bool:
    return author.name[:1].islower() and " " in author.name


def _is_followed(blocks: Sequence[Block], cues: Sequence[str], at: int) -> bool:
    """Whether a comment or its date stands below a line that may be a name."""
    return at + 1 < len(blocks) and not cues[at + 1]


def _keeps_voice(cue: str, block: Block) -> bool:
    return cue in {"nav", "caption", "thread"} or (cue == "form" and block.words < 3)


def _names_reader(blocks: Sequence[Block], cues: Sequence[str], at: int) -> bool:
    """Whether the line names a reader by its form, or by the date below it and the words below that."""
    if cues[at] or is_dateline(blocks[at]) or is_byline(blocks[at]) or not _is_followed(blocks, cues, at):
        return False
    author = read_author(blocks[at])
    if author:
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
    below = [i for i in range(at + 1, min(at + 1 + _NEAR, len(blocks))) if not cues[i]]
    if any(read_author(blocks[i]) for i in below):
        return True
    if not below:
        return False
    bare = read_bare_author(blocks[below[0]]) and _is_followed(blocks, cues, below[0])
    return bool(bare or read_inline_author(blocks[below[0]]))


def _after_thread(blocks: Sequence[Block], cues: Sequence[str], at: int) -> Mark:
    """What no commenter wrote, below a form or a notice: a promotion if short, a related headline after its header."""
    above = next((cues[i] for i in range(at - 1, -1, -1) if cues[i]), "")
    if blocks[at].words > 60:
        return Mark("body")
    return Mark("related") if above in {"related", "related_item"} and not blocks[at].ends else Mark("ad")
