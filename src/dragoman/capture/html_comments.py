"""Reader comments of a web page, taken out of its tree before anything else reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from dragoman.capture.authors import is_moment, read_author
from dragoman.capture.blocks import Block
from dragoman.capture.cues import cue_of
from dragoman.capture.dom import Chunk, chunks_of, drop_hidden, label, text_of
from dragoman.capture.marks import Mark
from dragoman.capture.threads import UNNAMED

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
        if not isinstance(element.tag, str) or element.tag in _NO_CONTAINER or not _is_container(label(element)):
            continue
        inside = any(parent in found for parent in element.iterancestors())
        if not inside and element.find(".//h1") is None and element.find(".//article[@itemprop]") is None:
            found.append(element)
    return found


@lru_cache(maxsize=4096)
def _is_container(name: str) -> bool:
    """Whether a class or id says comments; the elements of a page share few of them."""
    return bool(_CONTAINER.search(name))


def _read_container(container: etree._Element) -> Iterator[tuple[str, Mark]]:
    voice = UNNAMED
    for chunk in chunks_of(container, also=_OWN_BLOCKS):
        block = Block(0, 0, chunk.text, "")
        name = _author_of(chunk, block, container)
        if name:
            voice = name
            yield chunk.text, Mark("comment_author")
        elif is_moment(chunk.text):
            yield chunk.text, Mark("dateline")
        elif _SAYS.sub("", chunk.text) and not _is_control(chunk, container) and not cue_of(block, in_body=False):
            yield chunk.text, Mark("comment", voice)


def _author_of(chunk: Chunk, block: Block, container: etree._Element) -> str:
    """The commenter's name: by the class of the element, or by the form of the line; "" if it is neither."""
    by_form = read_author(block)
    if by_form:
        return by_form.name
    name = _SAYS.sub("", chunk.text).strip(" ,:·•|")
    if len(name) > _MOST_NAME or is_moment(chunk.text) or not name:
        return ""
    for element in _up_to(chunk.element, container):
        if element.tag == "cite" or element.get("itemprop") == "author" or _AUTHOR.search(label(element)):
            return name if len(text_of(element)) <= 2 * _MOST_NAME else ""
    return ""


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
