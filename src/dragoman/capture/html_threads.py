"""The comments within one element of a web page: its tags tell names, times, answers and quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree

from dragoman.capture.authors import Author, is_moment, read_answered, read_author, stamp_of
from dragoman.capture.blocks import Block, bullet_of
from dragoman.capture.conversation import UNNAMED, Conversation
from dragoman.capture.cues import cue_of
from dragoman.capture.dates import parse_timestamp
from dragoman.capture.dom import Chunk, chunks_of, label, text_of
from dragoman.capture.marks import Mark
from dragoman.capture.thread_cues import thread_cue_of
from dragoman.capture.thread_marks import mark_thread

_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:comment-?author|author|commenter|user-?name|nick-?name|nick|fn|poster|comment-?by|display-?name)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|comment-?meta|meta-?data|comment-?date|posted)(?:$|[\s_-])", re.I
)
_OWN_BLOCKS = re.compile(f"^(?:cite|time)\\b|{_AUTHOR.pattern}|{_DATE.pattern}", re.IGNORECASE)
_SAYS = re.compile(r"\s*\b(?:says?|said|wrote|writes|commented|replied)\b\s*[:.…]*\s*$", re.IGNORECASE)
_MOST_NAME = 60
_QUOTES = frozenset({"blockquote", "q"})
_TIMES = ("datetime", "data-utime", "data-timestamp", "data-time", "title", "content")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ANSWERS = re.compile(
    r"(?:^|[\s_-])(?:children|replies|answers|sub-?comments?|child-?comments?|nested(?:-?comments?)?|comment-?replies|"
    r"reply-?list|replylist|indented)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENT = frozenset({"comment", "post", "reply", "response"})


_FEW = 12
_BY_FORM = "line"
_SENTENCE = 10
_PARAGRAPHS = 3
_SHOWN = frozenset({"comment_author", "comment", "dateline"})

Lines = list[tuple[str, Mark]]


def read_thread(container: etree._Element) -> Lines:
    """Text and mark of the lines of its comments; by the rules for plain text where nothing names anybody."""
    chunks = [c for c in chunks_of(container, also=_OWN_BLOCKS) if not _is_control(c, container)]
    named = _without_profiles(chunks, container)
    first = next((at for at, (_, author) in enumerate(named) if author), None)
    if first is None:
        return _read_plain(chunks)
    talk, nest = Conversation(), _Nest(container)
    dates_lead = first > 0 and is_moment(named[first - 1][0].text)
    begin = 0 if _is_talk(named[:first]) else first - dates_lead
    lines = [
        chunk.text for chunk, author in named[begin:] if _read_chunk(chunk, author, talk, nest, dates_lead=dates_lead)
    ]
    return list(zip(lines, talk.marks(), strict=True))


def _is_talk(above: Sequence[tuple[Chunk, Author | None]]) -> bool:
    """Whether the blocks above the first name are comments whose authors nothing shows, not a header and rules."""
    blocks = [_block(chunk.text) for chunk, _ in above]
    return sum(block.ends and block.words >= _SENTENCE for block in blocks) >= _PARAGRAPHS


def _read_plain(chunks: Sequence[Chunk]) -> Lines:
    """Where nobody is named and nothing is longer than a menu's items, there are no comments."""
    blocks = [_block(chunk.text) for chunk in chunks]
    marks = mark_thread(blocks, [cue_of(block, in_body=False) for block in blocks], 0)
    lines = [(c.text, mark) for c, mark in zip(chunks, marks, strict=True) if mark.role in _SHOWN]
    longest = max((block.words for block, mark in zip(blocks, marks, strict=True) if mark.role == "comment"), default=0)
    is_told = any(mark.stamp and mark.voice != UNNAMED for _, mark in lines)
    return lines if is_told or longest >= _SENTENCE else []


def _block(text: str) -> Block:
    bullet = bullet_of(text)
    return Block(0, 0, text[len(bullet) :], bullet.strip())


def _read_chunk(chunk: Chunk, author: Author | None, talk: Conversation, nest: _Nest, *, dates_lead: bool) -> bool:
    """Give the block to the conversation; False if it is no line of the page."""
    if author:
        talk.author(replace(author, stamp=author.stamp or _stamp_of(chunk)), to=nest.answered(chunk.element))
        nest.add(chunk.element, author.name)
        return True
    if is_moment(chunk.text):
        talk.moment(_stamp_of(chunk), is_next=dates_lead and (talk.has_text or talk.voice == UNNAMED))
        return True
    answered = read_answered(chunk.text)
    if answered and not talk.has_text:
        talk.answers(answered)
    elif cue := thread_cue_of(chunk.text, under_author=not talk.has_text):
        if cue == "control" and stamp_of(chunk.text):
            talk.stamp(_stamp_of(chunk))
    elif _SAYS.sub("", chunk.text) and not cue_of(_block(chunk.text), in_body=False):
        talk.comment(chunk.text, is_quoted=nest.is_quoted(chunk.element))
        return True
    return False


def _stamp_of(chunk: Chunk) -> str:
    """The time that a tag in the block or around it tells to machines, else the block's own words."""
    parent = chunk.element.getparent()
    around = [*islice(chunk.element.iter(), _FEW), *([] if parent is None else [parent])]
    told = (element.get(name) for element in around if isinstance(element.tag, str) for name in _TIMES)
    return next((value for value in told if value and _is_time(value)), stamp_of(chunk.text))


def _is_time(value: str) -> bool:
    return bool(_EPOCH.fullmatch(value)) or parse_timestamp(value) is not None


class _Nest:
    """Which author's comment holds which element, for comments that lie within those they answer."""

    def __init__(self, container: etree._Element) -> None:
        self._container = container
        self._first: dict[etree._Element, str] = {}

    def add(self, element: etree._Element, name: str) -> None:
        """An author is named in this element."""
        for around in _up_to(element, self._container):
            self._first.setdefault(around, name)

    def is_quoted(self, element: etree._Element) -> bool:
        """Whether the element stands in a quotation."""
        return any(around.tag in _QUOTES for around in _up_to(element, self._container))

    def answered(self, element: etree._Element) -> str | None:
        """The author of the comment around the nearest list of answers that holds the element, None if in none."""
        for around in _up_to(element, self._container):
            if _ANSWERS.search(label(around)) or (around.tag in {"ul", "ol"} and _is_in_item(around)):
                above = around.getparent() if _is_in_item(around) else around.getprevious()
                return None if above is None else self._first.get(above)
        return None


def _is_in_item(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and (parent.tag in {"li", "article"} or not _COMMENT.isdisjoint(label(parent).split()))


def _author_of(chunk: Chunk, container: etree._Element) -> tuple[Author, str] | None:
    """The commenter, and what names him: tag and class of an element, or the line by its form."""
    by_form = read_author(_block(chunk.text))
    if by_form:
        return by_form, _BY_FORM
    name = _SAYS.sub("", chunk.text).strip(" ,:·•|")
    if len(name) > _MOST_NAME or is_moment(chunk.text) or not name or read_answered(chunk.text):
        return None
    if thread_cue_of(chunk.text, under_author=True) or cue_of(_block(chunk.text), in_body=False):
        return None
    for element in _up_to(chunk.element, container):
        if element.tag == "cite" or element.get("itemprop") == "author" or _AUTHOR.search(label(element)):
            is_small = len(text_of(element)) <= 2 * _MOST_NAME
            return (Author(name), f"{element.tag} {element.get('class')}") if is_small else None
    return None


def _without_profiles(chunks: Sequence[Chunk], container: etree._Element) -> list[tuple[Chunk, Author | None]]:
    """The blocks with the commenters they name.

    Of several names in a row one is the commenter's: one that a tag tells before one that only its form tells, else
    the one told in the way of most. The others tell about him, or when he wrote.
    """
    named = [_author_of(chunk, container) for chunk in chunks]
    ranks = {way: (way != _BY_FORM, count) for way, count in Counter(way for _, way in filter(None, named)).items()}
    kept: list[tuple[Chunk, Author | None]] = []
    last = ""
    for chunk, found in zip(chunks, named, strict=True):
        if found is None:
            kept.append((chunk, None))
            last = ""
            continue
        author, way = found
        above = kept.pop() if last and last != way else None
        if above and above[1] and ranks[way] <= ranks[last]:
            kept.append((above[0], replace(above[1], stamp=above[1].stamp or author.stamp)))
        else:
            kept.append((chunk, author))
            last = way
    return kept


def _is_control(chunk: Chunk, container: etree._Element) -> bool:
    return any(e.tag in {"form", "nav", "label"} or _is_reply_box(e) for e in _up_to(chunk.element, container))


def _is_reply_box(element: etree._Element) -> bool:
    return bool(
        re.search(r"(?:^|\s)(?:respond|comment-?(?:respond|form|policy|footer)|reply|policy)(?:$|\s)", label(element))
    )


def _up_to(element: etree._Element, container: etree._Element) -> Iterator[etree._Element]:
    """The element and those around it, within the container."""
    at: etree._Element | None = element
    while at is not None and at is not container:
        yield at
        at = at.getparent()
