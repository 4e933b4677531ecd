"""A web page as blocks of visible text, in the order of the page. Nothing is fetched, nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

_HIDDEN = frozenset(
    "script style noscript template svg math object embed iframe canvas audio video input select textarea option "
    "button head title meta link map".split()
)
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd blockquote figcaption caption tr td th pre div section article header footer main "
    "aside nav form ul ol dl table tbody thead figure address fieldset body html center hr details summary".split()
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_HIDDEN = etree.XPath("descendant::*[@hidden or @style]")
_LONG_TAG = re.compile(r"<([a-zA-Z]+)[^<>]{2000,}")
_LONG = 2000
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_WRAPPER = re.compile(r"</?(?!(?:p|br|a|h[1-6]|title|script|style|meta|html|head|body)\b)([a-zA-Z]+)[^<>]*>")
_EMPTY = re.compile(r"<p>\s*(?=<p>)")
_MOST_ATTRIBUTES = 500
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LOWER = re.compile(r"\s*[a-z]")
_STOP = re.compile(r"[.!?:]\W*$")
LAST = 40
"""Characters in which the end of a text is looked for: over a long row of dots a search goes back and forth."""
_LINE = "\0"  # stands for <br>; compared by identity, so that a NUL of the page is none
_NO_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[1-24-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8bce-f]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Characters that XML does not know, also as references: libxml2 reads them, but will not write them."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Visible text of one block, the element that it stands in, and the share of its characters that are links."""

    text: str
    element: etree._Element
    linked: float = 0.0


def parse(text: str) -> etree._Element | None:
    """The tree of a page without comments; None if there is no element in it."""
    text = _NO_CHARACTER.sub(" ", text)
    if max(map(len, text.split("<"))) > _LONG:
        text = _LONG_TAG.sub(_without_attributes, text)
    tree, is_whole = _parse(text)
    if not is_whole:  # libxml2 drops what is nested deeper than 2,048 elements, without a word
        flat = _WRAPPER.sub(lambda tag: "<p>" if tag[1].lower() in _BLOCKS else " ", text)
        tree, _ = _parse(_EMPTY.sub("", flat))
    return tree if tree is not None and isinstance(tree.tag, str) else None


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    """The tree, and whether all of the page is in it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, True
    last = parser.error_log.last_error  # a page that is too deep is read no further
    return tree, last is None or "depth" not in last.message


def chunks_of(root: etree._Element, *, also: re.Pattern[str] | None = None) -> Iterator[Chunk]:
    """The blocks under an element whose hidden parts are dropped.

    also: elements whose tag, class or id matches count as blocks of their own.
    """
    pieces: list[tuple[str, bool]] = []
    owners = [root]
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _BLOCKS or (also is not None and also.search(f"{tag} {label(element)}")):
            if pieces:
                yield from _flush(pieces, owners[-1])
            if event == "start":
                owners.append(element)
            elif len(owners) > 1:
                owners.pop()
        elif event == "start" and tag == "br":
            pieces.append((_LINE, False))
        if event == "start":
            links += tag == "a"
            text = element.text
        else:
            links -= tag == "a"
            text = element.tail if element is not root else None
        if text and (pieces or not text.isspace()):
            pieces.append((text, links > 0))
    yield from _flush(pieces, root)


def drop_hidden(root: etree._Element) -> None:
    """Take out everything that a reader does not see: scripts, styles, controls, hidden elements."""
    hidden = [*root.iter(*_HIDDEN), *(e for e in _MAYBE_HIDDEN(root) if _is_hidden(e))]
    for element in hidden:
        if element is not root and element.getparent() is not None:
            element.drop_tree()


def label(element: etree._Element) -> str:
    """Class and id of an element, in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def text_of(element: etree._Element) -> str:
    """All visible text of an element on one line."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _without_attributes(tag: re.Match[str]) -> str:
    """A long tag, bare if it has very many attributes: libxml2 compares each with all before it."""
    plain = _QUOTED.sub("", tag.group())
    return f"<{tag[1]}" if len(plain.split()) > _MOST_ATTRIBUTES else tag.group()


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in {"html", "body", "main", "article"}:  # hidden until a script of theirs has run
        return False
    return element.get("hidden") is not None or bool(_INVISIBLE.search(element.get("style") or ""))


def _flush(pieces: list[tuple[str, bool]], owner: etree._Element) -> Iterator[Chunk]:
    """The collected text, split at line breaks, but not where a sentence goes on after one."""
    if len(pieces) == 1 and pieces[0][0] is not _LINE:
        text = _SPACE.sub(" ", pieces[0][0]).strip()
        linked = float(pieces[0][1])
        pieces.clear()
        if text:
            yield Chunk(text, owner, linked)
        return
    parts: list[list[tuple[str, bool]]] = [[]]
    for piece in pieces:
        if piece[0] is _LINE:
            parts.append([])
        else:
            parts[-1].append(piece)
    pieces.clear()
    joined: list[Chunk] = []
    for part in parts:
        text = _SPACE.sub(" ", "".join(text for text, _ in part)).strip()
        if not text:
            continue
        chunk = Chunk(text, owner, sum(len(text) for text, linked in part if linked) / len(text))
        if joined and _LOWER.match(text) and not _STOP.search(joined[-1].text[-LAST:]):
            joined[-1] = _join(joined[-1], chunk)
        else:
            joined.append(chunk)
    yield from joined


def _join(first: Chunk, second: Chunk) -> Chunk:
    text = f"{first.text} {second.text}"
    linked = first.linked * len(first.text) + second.linked * len(second.text)
    return Chunk(text, first.element, linked / len(text))
