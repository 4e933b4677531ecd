"""Reader comments of a web page, taken out of its tree before anything else reads it."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from dragoman.capture.dom import drop_hidden, label
from dragoman.capture.html_threads import read_thread
from dragoman.capture.marks import Mark

_CONTAINER = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|comments?-?(?:area|section|wrapper|container|block|thread)|"
    r"responses|disqus_thread|discussion|replies|reader-?comments)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_CONTAINER = frozenset(
    {"html", "body", "main", "a", "span", "button", "form", "p", "h1", "h2", "h3", "h4", "i", "svg"}
)
_SIDEBAR = re.compile(
    r"(?:^|[\s_-])(?:recent|latest|popular)[\s_-]*(?:comments?|discussions?|replies)|(?:^|\s)sidebar(?:$|\s)",
    re.IGNORECASE,
)


def take_comments(root: etree._Element) -> list[tuple[str, Mark]]:
    """Text and mark of every comment line (author, date, comment), in order; their elements leave the tree."""
    lines: list[tuple[str, Mark]] = []
    for container in _containers(root):
        container.drop_tree()
        drop_hidden(container)
        lines += read_thread(container)
    return lines if any(mark.role == "comment" for _, mark in lines) else []


def _containers(root: etree._Element) -> list[etree._Element]:
    """The outermost elements whose class or id says comments, but never one that holds the article."""
    found: list[etree._Element] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _NO_CONTAINER or not _is_container(label(element)):
            continue
        if any(_SIDEBAR.search(label(around)) for around in (element, *element.iterancestors())):
            continue
        inside = any(parent in found for parent in element.iterancestors())
        if not inside and element.find(".//h1") is None and element.find(".//article[@itemprop]") is None:
            found.append(element)
    return found


@lru_cache(maxsize=4096)
def _is_container(name: str) -> bool:
    """Whether a class or id says comments; the elements of a page share few of them."""
    return bool(_CONTAINER.search(name))
