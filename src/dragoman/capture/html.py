"""A web page: trafilatura finds the article, our own reading of the tree keeps its order, its credits, its voices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from dragoman.capture.about import About, find_publisher, read_about
from dragoman.capture.authors import is_moment
from dragoman.capture.blocks import Block, bullet_of
from dragoman.capture.cues import ROLE_OF, cue_of
from dragoman.capture.dom import Chunk, chunks_of, drop_hidden, label, parse, text_of
from dragoman.capture.furniture import Known, find_furniture
from dragoman.capture.heads import is_byline, is_dateline
from dragoman.capture.html_about import find_heading, read_head
from dragoman.capture.html_article import find_article, squeeze
from dragoman.capture.html_comments import take_comments
from dragoman.capture.marks import Mark
from dragoman.capture.plain import Page, set_page
from dragoman.capture.repairs import repaired
from dragoman.capture.roles import assign_roles
from dragoman.capture.saving import find_saving
from dragoman.capture.sketches import Outline
from dragoman.errors import PageError

_DECK = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|subtitle|sub-?title|sub-?head(?:line)?|kicker-text)(?:$|[\s_-])", re.IGNORECASE
)
_LEAD = re.compile(r"(?:^|[\s_-])(?:lead|lede|intro|excerpt)(?:$|[\s_-])", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|cutline|credits?|(?:photo|image|img|picture|pic|media|video)-?"
    r"(?:caption|credit|source|info|desc\w*|transcript))(?:$|[\s_-]|text)",
    re.IGNORECASE,
)
_IN_FIGURE = frozenset({"table", "blockquote", "pre", "li"})
_LONGEST_CAPTION = 90
_ASIDE = frozenset({"aside", "nav", "footer", "form"})
_LEAD_WORDS = 10
_LINKED = 0.5
_NEAR = 3
_DEEP = 8
_BESIDE = frozenset({"credit", "byline", "dateline", "caption"})
_FEW = 120
_NARROW = str.maketrans(dict.fromkeys("\n\r\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))

_MOST_ELEMENTS = 50_000  # some seconds of work; long live blogs have a tenth of it
_MOST_TAGS = 1_000_000  # of the file: a tree of them fills a quarter of a gigabyte
_MOST_TEXT = 5_000_000  # characters: two thousand pages of a book

Laid = list[tuple[str, Mark]]


def read_html(text: str, path: str, known: Known | None = None) -> tuple[Page, About]:
    """The page of a web page's text, one block a line, and what it says about itself. Raises PageError if empty.

    known: the furniture of its site.
    """
    if text.count("<") > _MOST_TAGS:
        raise _too_large(path)
    root = parse(text)
    if root is None:
        raise PageError("no readable text", place=path, remedy="save the page with its text")
    held = _elements(root, path)  # lxml makes an object for an element anew each time it is met, unless one lives
    comments = take_comments(root)
    heading = find_heading(root)
    head = read_head(root, heading)  # before the scripts go, for some hold facts
    drop_hidden(root)
    chunks = list(chunks_of(root))
    if sum(len(chunk.text) for chunk in chunks) > _MOST_TEXT:
        raise _too_large(path)
    page = _set_lines(_lay_article(root, chunks, head, heading, known or {}) + comments)
    del held
    told = _merge(head, read_about(page), _notices(chunk.text for chunk in chunks))
    return page, replace(told, captured=find_saving(text))


def outline_html(text: str) -> Outline:
    """All blocks of a web page, and whose page its tags and notices say it is. Cheap: no article is looked for."""
    root = parse(text) if text.count("<") <= _MOST_TAGS else None
    if root is None:
        return Outline(())
    head = read_head(root, find_heading(root))
    drop_hidden(root)
    texts = [chunk.text for chunk in chunks_of(root)]
    publisher = head.publisher or find_publisher(_notices(texts))
    url, name = (fact.value if fact else "" for fact in (head.url, publisher))
    return Outline(tuple(_blocks(texts)), url, name)


def _elements(root: etree._Element, path: str) -> list[etree._Element]:
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        raise _too_large(path)
    return elements


def _too_large(path: str) -> PageError:
    return PageError("too large for one web page", place=path, remedy="save its articles one by one")


def _lay_article(
    root: etree._Element, chunks: Sequence[Chunk], head: About, shown: etree._Element | None, known: Known
) -> Laid:
    """Text and mark of every line of the article; by the rules for plain text where none is found.

    shown: the element that shows the title.
    """
    heading = _place_of_heading(chunks, head, shown)
    found = find_article(root, chunks, heading)
    furniture = find_furniture(_blocks([chunk.text for chunk in chunks]), known) if known else frozenset()
    kept = [keep and at not in furniture for at, keep in enumerate(found)]
    size = sum(len(chunk.text) for chunk, keep in zip(chunks, kept, strict=True) if keep)
    if size < (_FEW if heading is None else _FEW // 2):
        return _lay_all(chunks, furniture)
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    heading = heading if heading is not None and heading <= last else None
    laid: Laid = []
    if heading is None and head.title:
        laid.append((head.title.value, Mark("title")))
    has_begun = False
    for at in range(_start(chunks, kept, first, heading), min(last + 4, len(chunks))):
        mark: Mark | None
        if at == heading:
            mark = Mark("title")
        elif at in furniture:
            mark = Mark("nav") if found[at] else None
        else:
            part = "head" if not has_begun else "middle" if at < last - 2 else "tail"
            mark = _mark(chunks[at], kept[at], part, in_body=at < last)
        if mark and not (mark.role == "deck" and any(other.role == "deck" for _, other in laid)):
            laid.append((chunks[at].text, mark))
            has_begun = has_begun or mark.role == "body"
    return laid


def _start(chunks: Sequence[Chunk], kept: Sequence[bool], first: int, heading: int | None) -> int:
    """The article starts with its heading, unless much of it stands above that."""
    if heading is None:
        return first
    above = sum(len(chunk.text) for chunk, keep in zip(chunks[:heading], kept[:heading], strict=True) if keep)
    return heading if above < _FEW else min(first, heading)


def _lay_all(chunks: Sequence[Chunk], furniture: Collection[int]) -> Laid:
    texts = [chunk.text for chunk in chunks]
    blocks = _blocks(texts)
    return list(zip(texts, assign_roles(blocks, texts, furniture), strict=True))


def _place_of_heading(chunks: Sequence[Chunk], head: About, shown: etree._Element | None) -> int | None:
    """Index of the chunk that shows the title: the element, else the first with its words."""
    place = next((at for at, chunk in enumerate(chunks) if chunk.element is shown), None)
    wanted = squeeze(head.title.value) if head.title else ""
    if place is not None or not wanted:
        return place
    return next((at for at, chunk in enumerate(chunks) if squeeze(chunk.text) == wanted), None)


def _mark(chunk: Chunk, keep: bool, part: str, *, in_body: bool) -> Mark | None:
    """The mark of a line near or in the article, None if it is no part of it. part: head, middle or tail."""
    if _is_caption(chunk):
        return Mark("caption")
    block = _block(chunk.text, 0)
    if not keep or part != "middle":  # between two paragraphs a date or "By the river" is a heading
        if is_byline(block):
            return Mark("byline")
        if is_dateline(block) or is_moment(block.text):
            return Mark("dateline")
    if part == "head" and block.words > 3 and _is_deck(chunk, keep):
        return Mark("deck")
    if part == "head" and chunk.element.tag == "h1":
        return None
    cue = cue_of(block, in_body=keep and in_body, spaced=chunk.text)
    role = ROLE_OF.get(cue, cue)
    if role:
        return Mark(role) if role in _BESIDE else None
    if part == "head" and _is_lead(chunk, block):
        return Mark("body" if keep else "deck")
    return Mark("body") if keep else None


def _is_lead(chunk: Chunk, block: Block) -> bool:
    """Whether a line above the article reads as its first paragraph, though nothing names it so."""
    is_beside = any(element.tag in _ASIDE for element in _around(chunk.element))
    is_long = block.ends and block.words >= _LEAD_WORDS
    return is_long and chunk.linked < _LINKED and not is_beside and not _is_by_picture(chunk)


def _is_by_picture(chunk: Chunk) -> bool:
    """Whether a small element around it has a picture, too."""
    for element in list(_around(chunk.element))[:_NEAR]:
        if element.find(".//img") is not None:
            return len(text_of(element).split()) <= _LONGEST_CAPTION
    return False


def _is_deck(chunk: Chunk, keep: bool) -> bool:
    """By its class; a first paragraph called the lead is no deck where it is part of the text."""
    labels = [label(element) for element in (chunk.element, chunk.element.getparent()) if element is not None]
    return any(_DECK.search(name) or (not keep and _LEAD.search(name)) for name in labels)


def _is_caption(chunk: Chunk) -> bool:
    """By the elements around it, or by the class of a small one."""
    for depth, element in enumerate(_around(chunk.element)):
        if element.tag == "figcaption" or (element.tag == "figure" and depth < _DEEP):
            return True
        if element.tag in _IN_FIGURE:
            return False
        if depth < _NEAR and _CAPTION.search(label(element)):
            return len(text_of(element).split()) <= _LONGEST_CAPTION
    return False


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _notices(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if "©" in text or "opyright" in text)


def _set_lines(laid: Laid) -> Page:
    """One block a line; a line of the page never holds a line break."""
    texts = [text.translate(_NARROW) for text, _ in laid]
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    return set_page("\n".join(texts), spans, _blocks(texts), [mark for _, mark in laid])


def _blocks(texts: Sequence[str]) -> list[Block]:
    return [_block(text, at) for at, text in enumerate(texts)]


def _block(text: str, at: int) -> Block:
    plain = repaired(text).strip()
    bullet = bullet_of(plain)
    return Block(at, at, plain[len(bullet) :], bullet.strip())


def _merge(head: About, told: About, notices: Iterator[str]) -> About:
    """The tags first, then the lines."""
    return replace(
        told,
        title=head.title or told.title,
        author=head.author or told.author,
        publisher=head.publisher or told.publisher or find_publisher(notices),
        url=head.url or told.url,
        published=head.published or told.published,
    )
