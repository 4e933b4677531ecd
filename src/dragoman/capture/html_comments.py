"""Reader comments of a web page, taken out of its tree before anything else reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from dragoman.capture.authors import Author, is_moment, read_answered, read_author, stamp_of
from dragoman.capture.blocks import Block
from dragoman.capture.conversation import Conversation
from dragoman.capture.cues import cue_of
from dragoman.capture.dates import parse_timestamp
from dragoman.capture.dom import Chunk, chunks_of, drop_hidden, label, text_of
from dragoman.capture.marks import Mark
from dragoman.capture.thread_cues import thread_cue_of

_CONTAINER = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments?-?(?:area|section|wrapper|container|block|thread)|"
    r"responses|disqus_thread|discussion|replies|reader-?comments)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_CONTAINER = frozenset(
    {"html", "body", "main", "a", "span", "button", "form", "p", "h1", "h2", "h3", "h4", "i", "svg"}
)
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
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comment|post|reply|response)(?:$|[\s_-])", re.IGNORECASE)


def take_comments(root: etree._Element) -> list[tuple[str, Mark]]:
    """Text and mark of every comment line (author, date, comment), in order; their elements leave the tree."""
    lines: list[tuple[str, Mark]] = []
    for container in _containers(root):
        container.drop_tree()
        drop_hidden(container)
        lines += _read_container(container)
    return lines if any(mark.role == "comment" for _, mark in lines) else []


def _containers(root: etree._Element) -> list[etree._Element]:
    """The outermost elements whose class or id says comments, but never one that holds the article."""
    found: list[etree._Element] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _NO_CONTAINER or not _CONTAINER.search(label(element)):
            continue
        inside = any(parent in found for parent in element.iterancestors())
        if not inside and element.find(".//h1") is None and element.find(".//article[@itemprop]") is None:
            found.append(element)
    return found


def _read_container(container: etree._Element) -> Iterator[tuple[str, Mark]]:
    chunks = list(chunks_of(container, also=_OWN_BLOCKS))
    lines: list[str] = []
    talk, nest = Conversation(), _Nest(container)
    for chunk in chunks:
        if _read_chunk(chunk, container, talk, nest):
            lines.append(chunk.text)
    yield from zip(lines, talk.marks(), strict=True)


def _read_chunk(chunk: Chunk, container: etree._Element, talk: Conversation, nest: _Nest) -> bool:
    """Give the block to the conversation; False if it is no line of the page."""
    block = Block(0, 0, chunk.text, "")
    author = _author_of(chunk, block, container)
    if author:
        stamp = author.stamp or _stamp_of(chunk)
        talk.author(replace(author, stamp=stamp), to=nest.answered(chunk.element))
        nest.add(chunk.element, author.name)
    elif is_moment(chunk.text):
        talk.moment(_stamp_of(chunk))
    elif read_answered(chunk.text) and not talk.has_text:
        talk.answers(read_answered(chunk.text) or "", "nav")
    elif not _SAYS.sub("", chunk.text) or _is_control(chunk, container) or cue_of(block, in_body=False):
        return False
    elif cue := thread_cue_of(chunk.text, under_author=not talk.has_text):
        if cue == "control" and stamp_of(chunk.text):
            talk.stamp(_stamp_of(chunk))
        return False
    else:
        is_quoted = any(element.tag in _QUOTES for element in _up_to(chunk.element, container))
        talk.comment(chunk.text, is_quoted=is_quoted)
    return True


def _stamp_of(chunk: Chunk) -> str:
    """The time that a tag in the block or around it tells to machines, else the block's own words."""
    parent = chunk.element.getparent()
    around = [*chunk.element.iter(), *([] if parent is None else [parent])]
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

    def answered(self, element: etree._Element) -> str | None:
        """The author of the comment around the nearest list of answers that holds the element, None if in none."""
        for around in _up_to(element, self._container):
            if _ANSWERS.search(label(around)) or (around.tag in {"ul", "ol"} and _is_in_item(around)):
                above = around.getparent() if _is_in_item(around) else around.getprevious()
                return None if above is None else self._first.get(above)
        return None


def _is_in_item(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and (parent.tag in {"li", "article"} or bool(_COMMENT.search(label(parent))))


def _author_of(chunk: Chunk, block: Block, container: etree._Element) -> Author | None:
    """The commenter: by the class of the element, or by the form of the line; None if it is neither."""
    by_form = read_author(block)
    if by_form:
        return by_form
    name = _SAYS.sub("", chunk.text).strip(" ,:·•|")
    if len(name) > _MOST_NAME or is_moment(chunk.text) or not name or read_answered(chunk.text):
        return None
    for element in _up_to(chunk.element, container):
        if element.tag == "cite" or element.get("itemprop") == "author" or _AUTHOR.search(label(element)):
            return Author(name) if len(text_of(element)) <= 2 * _MOST_NAME else None
    return None


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
