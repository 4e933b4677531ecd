"""Which blocks of a web page are its article: what trafilatura takes, mended by where it stands on the page.

trafilatura reads a page by rules for what articles look like; we ask it on a tree without menus, and match its text
with our blocks. Its errors are of three kinds, and the tree shows each: text far behind the article (teasers, job
offers), lines that are links, and lines between two paragraphs that it lost. Where it finds too little on a page full
of sentences, the paragraphs that stand together are taken.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from dragoman.capture.dom import LAST, Chunk, label, text_of

_BESIDE = ("nav", "footer", "aside", "form")
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_PROSE = frozenset({"p", "dd", "blockquote", "div"})
_BLOCKS = ("p", "head", "item", "cell", "quote", "code", "ab", "hi")  # as trafilatura names them
_SQUEEZE = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"""[.!?…:]["'”’»)\]]*$""")
_DEBRIS = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|newsletter|promo|share|sharing|social|advert\w*|ad|sponsor\w*|read-?more|teaser|"
    r"tags?|topics?|meta|breadcrumbs?|sign-?up|subscribe|author|bio|byline|nav|menu|pager|pagination|toc|widget|caption)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"""[.?!]["'”’)]*$""")
_CUT = re.compile(r"(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\W*$")
_LABELLED = re.compile(r"[A-Z][A-Z ]+:")
_SHORT = 20  # letters: a shorter text must be a whole block of trafilatura's
_WORDS = 12  # of a paragraph
_LINKED = 0.5  # share of links above which a block is no prose
_LINK = 0.9  # share of links above which a block is a link
_MENU = 0.85  # share of links above which a list is a menu
_MOST = 0.6  # share of the article that its core holds
_ALL = 0.97  # share of the page's prose that trafilatura is shown
_WIDER = 2  # elements around that, for a first paragraph may stand apart
_AFTER = 4  # blocks that may stand between the core and a last paragraph
_ABOVE = 12  # blocks that may stand between a first paragraph and the core
_LITTLE = 1000  # characters of an article that is looked at again
_TOO_LITTLE = 250  # characters that are no article
_ENOUGH = 0.5  # share of the prose that stands together
_FORM = 1000  # letters besides links in a form that holds a whole page


def find_article(root: etree._Element, chunks: Sequence[Chunk], heading: int | None) -> list[bool]:
    """Whether each block belongs to the body. heading: index of the block that shows the title.

    The tree loses its menus.
    """
    shown = _Shown(chunks, _drop_beside(root, chunks))
    kept = shown.matching(_ask_trafilatura(shown.hall(root), fast=True))
    if shown.is_little(kept):
        kept = max(kept, shown.matching(_ask_trafilatura(root, fast=False)), key=shown.size)
    if shown.size(kept) < _TOO_LITTLE:
        kept = max(kept, shown.prose_of_core(), key=shown.size)
    return shown.mended(kept, heading)


def squeeze(text: str) -> str:
    """Its letters and digits, without case: what stays the same however a text is laid out."""
    return _SQUEEZE.sub("", text).casefold()


def _drop_beside(root: etree._Element, chunks: Sequence[Chunk]) -> set[etree._Element]:
    """Every element that left the tree: menus, forms, and what stands beside the article."""
    gone: set[etree._Element] = set()
    for element in [*(e for e in root.iter(*_BESIDE) if _is_beside(e)), *_menus(chunks)]:
        gone.update(element.iter())
        if element.getparent() is not None:
            element.drop_tree()
    return gone


def _is_beside(element: etree._Element) -> bool:
    """Whether an element by its tag is no part of the article; some sites put the whole page into a form."""
    if element.tag == "nav":
        return True
    if element.find(".//h1") is not None:
        return False
    return element.tag != "form" or len(text_of(element)) - _link_size(element) < _FORM


def _menus(chunks: Sequence[Chunk]) -> list[etree._Element]:
    """The lists and tables of which nearly all is links."""
    size: Counter[etree._Element] = Counter()
    linked: Counter[etree._Element] = Counter()
    count: Counter[etree._Element] = Counter()
    for chunk in chunks:
        for element in _around(chunk.element):
            if element.tag in _LISTS:
                size[element] += len(chunk.text)
                linked[element] += int(len(chunk.text) * chunk.linked)
                count[element] += 1
    return [element for element in size if count[element] > 3 and linked[element] > _MENU * size[element]]


def _link_size(element: etree._Element) -> int:
    return sum(len(text_of(e)) for e in element.iter("a"))


def _ask_trafilatura(root: etree._Element, *, fast: bool) -> etree._Element | None:
    """What trafilatura takes for the article; it works on a copy."""
    from trafilatura import bare_extraction  # a second to load

    found = bare_extraction(root, include_comments=False, include_tables=True, with_metadata=False, fast=fast)
    body: etree._Element | None = getattr(found, "body", None)
    return body


@dataclass(frozen=True, slots=True)
class _Core:
    """The smallest element that holds most of some blocks, and the first and last of them in it."""

    element: etree._Element
    first: int
    last: int


class _Shown:
    """The blocks of a page, each with its letters, and those that the tree lost."""

    def __init__(self, chunks: Sequence[Chunk], gone: set[etree._Element]) -> None:
        self.chunks = chunks
        self.keys = [squeeze(chunk.text) for chunk in chunks]
        self.around = [tuple(_around(chunk.element)) for chunk in chunks]
        self.beside = [chunk.element in gone for chunk in chunks]
        self.prose = [not aside and _is_prose(chunk) for chunk, aside in zip(chunks, self.beside, strict=True)]

    def matching(self, body: etree._Element | None) -> list[bool]:
        """The blocks whose text stands in a body; of a text that the page shows more often, those nearest to it."""
        if body is None:
            return [False] * len(self.chunks)
        whole = squeeze("".join(body.itertext()))
        texts = ("".join(e.itertext()) for e in body.iter(*_BLOCKS))
        blocks = {squeeze(text) for text in texts if len(text) <= 4 * _SHORT}
        kept = [
            bool(key) and not aside and (key in blocks or (len(key) >= _SHORT and key in whole))
            for key, aside in zip(self.keys, self.beside, strict=True)
        ]
        return self._without_echoes(kept, whole)

    def _without_echoes(self, kept: list[bool], whole: str) -> list[bool]:
        """A text that the body has once and the page twice counts where the rest of the body is."""
        often = Counter(key for key, keep in zip(self.keys, kept, strict=True) if keep)
        echoes = {key for key, count in often.items() if count > 1 and count > whole.count(key)}
        core = self._core([keep and key not in echoes for key, keep in zip(self.keys, kept, strict=True)])
        if not echoes or core is None:
            return kept
        return [
            keep and (key not in echoes or core.element in self.around[at])
            for at, (key, keep) in enumerate(zip(self.keys, kept, strict=True))
        ]

    def hall(self, root: etree._Element) -> etree._Element:
        """A page of the part of this one that holds nearly all paragraphs: less for trafilatura to go through."""
        core = self._core(self.prose, most=_ALL)
        if core is None:
            return root
        hall = core.element
        for _ in range(_WIDER):
            hall = hall if hall.tag in {"body", "html"} else hall.getparent()
        if hall.tag in {"body", "html"}:
            return root
        page = lxml_html.Element("html")
        body = etree.SubElement(page, "body")
        body.append(copy.deepcopy(hall))
        return page

    def size(self, kept: Sequence[bool]) -> int:
        """How many characters these blocks have."""
        return sum(len(chunk.text) for chunk, keep in zip(self.chunks, kept, strict=True) if keep)

    def is_little(self, kept: Sequence[bool]) -> bool:
        """Whether these blocks are few, and less than half of the paragraphs that stand together on the page."""
        size = self.size(kept)
        return size < _LITTLE and size < _ENOUGH * self.size(self.prose_of_core())

    def prose_of_core(self) -> list[bool]:
        """The paragraphs that stand together."""
        core = self._core(self.prose)
        inside = set(self._inside(core)) if core else set()
        return [prose and at in inside for at, prose in enumerate(self.prose)]

    def mended(self, kept: Sequence[bool], heading: int | None) -> list[bool]:
        """Without links and what stands far from the core; with what was lost within it."""
        near = [keep and not self._is_link(at, heading) for at, keep in enumerate(kept)]
        core = self._core(near)
        if core is None:
            return near
        last = self._end(near, core)
        first = self._start(near, core, heading)
        near = [keep and first <= at <= last for at, keep in enumerate(near)]
        parents = {self.chunks[at].element.getparent() for at in self._inside(core) if near[at] and self.prose[at]}
        start = max(core.first - _AFTER, 0 if heading is None else heading + 1)
        above = [at for at in range(start, core.first) if core.element in self.around[at] and self.prose[at]]
        for at in reversed(above + self._inside(core)):  # a heading comes before the list that was lost with it
            near[at] = near[at] or self._is_lost(at, near, parents)
        return near

    def _is_link(self, at: int, heading: int | None) -> bool:
        """Whether a block only leads elsewhere: a link, the start of another article, the title said again."""
        chunk = self.chunks[at]
        if heading is not None and self.keys[at] == self.keys[heading]:
            return True
        if self._is_teaser(at):
            return True
        is_led = bool(_LABELLED.match(chunk.text)) and chunk.linked > _LINKED
        return is_led or (_is_bare_link(chunk) and chunk.element.tag != "td")

    def _is_teaser(self, at: int) -> bool:
        """A text cut off beside a link to all of it, or between a headline and a "read on" that are links."""
        before, after = (at > 0 and self._leads(at - 1)), (at + 1 < len(self.chunks) and self._leads(at + 1))
        if (before or after) and _CUT.search(self.chunks[at].text[-LAST:]):
            return True
        return before and after and self.chunks[at - 1].element.tag in _HEADINGS

    def _leads(self, at: int) -> bool:
        return _is_bare_link(self.chunks[at])

    def _core(self, kept: Sequence[bool], most: float = _MOST) -> _Core | None:
        weights: Counter[etree._Element] = Counter()
        top: etree._Element | None = None
        for chunk, around, keep in zip(self.chunks, self.around, kept, strict=True):
            if keep and len(chunk.text) > 3 * _SHORT:
                for element in around:
                    weights[element] += len(chunk.text)
                top = around[-1]
        if top is None:
            return None
        narrow: etree._Element | None = top
        while narrow is not None:
            top = narrow
            narrow = next((e for e in top if weights[e] >= most * weights[top]), None)
        inside = [at for at, keep in enumerate(kept) if keep and top in self.around[at]]
        return _Core(top, inside[0], inside[-1])

    def _inside(self, core: _Core) -> list[int]:
        return [at for at in range(core.first, core.last + 1) if core.element in self.around[at]]

    def _end(self, kept: Sequence[bool], core: _Core) -> int:
        last = core.last
        for at in range(core.last + 1, len(kept)):
            if kept[at] and at - last <= _AFTER:
                last = at
        return last

    def _start(self, kept: Sequence[bool], core: _Core, heading: int | None) -> int:
        """The article begins below its heading, unless that stands within it; without one, near its core."""
        if heading is not None and heading < core.first:
            return heading
        first = core.first
        for at in range(core.first - 1, -1, -1):
            if kept[at] and first - at <= _ABOVE:
                first = at
        return first

    def _is_lost(self, at: int, kept: Sequence[bool], parents: set[etree._Element | None]) -> bool:
        """A paragraph or sub-heading beside one that is kept, in the same element; an item of a list beside it."""
        chunk = self.chunks[at]
        if self.beside[at] or chunk.linked > _LINKED or _DEBRIS.search(label(chunk.element)):
            return False
        if chunk.element.tag in _HEADINGS:
            after = at + 1 < len(kept) and kept[at + 1]
            return after and chunk.element.getparent() in parents
        if chunk.element.tag == "li":
            lists = [e for e in self.around[at] if e.tag in _LISTS]
            return bool(lists) and lists[-1].getparent() in parents and not _DEBRIS.search(label(lists[-1]))
        is_there = chunk.element in parents or chunk.element.getparent() in parents
        return self.prose[at] and chunk.element.tag in _PROSE and is_there


def _is_prose(chunk: Chunk) -> bool:
    return chunk.linked < _LINKED and len(chunk.text.split()) >= _WORDS and bool(_SENTENCE.search(chunk.text))


def _is_bare_link(chunk: Chunk) -> bool:
    """Whether nearly all of a block is a link; a sentence of the article may be."""
    return chunk.linked > _LINK and not _FULL_STOP.search(chunk.text)


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()
