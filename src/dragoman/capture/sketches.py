"""What is remembered of a page while its site is learnt: digests and hashes, a few kilobytes."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise
from urllib.parse import urlsplit

from dragoman.capture.blocks import Block

MOST_BLOCKS = 400
"""Of one page; of a longer one the first and the last half as many are remembered."""
SENTENCE, REPORT, ADDRESS, FIRST_PERSON, COLON = 1, 2, 4, 8, 16
"""Marks of a block: it may be a sentence; it tells what somebody said or what happened on a weekday; it speaks to the
reader or of the site; it says "we"; it ends in a colon."""
_PARAGRAPH = 20
_SHORT_SENTENCE = 4
_LONG_WORD = 5
_DIGITS = re.compile(r"\d+")
_GAPS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[.!?:]")
_REPORT = re.compile(
    r"[\"“”«»„]|(?:^|\s)[‘']\w|^(?:\w+ ){0,3}\w+: |"
    r"\b(?:said|says|told|tells|reported|reports that|according to|announced)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_ADDRESS = re.compile(
    r"\b(?:you|your|yours|this (?:article|story|site|website|page|newsletter|publication|service))\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")  # not "US"


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a page before any role is given, and whose page it says it is."""

    blocks: tuple[Block, ...]
    url: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One page. page: a digest of it, by which a sample is drawn. group: its site, or its folder.

    digests, sizes (letters), marks (SENTENCE …), names, capitals: one a block, in order. names: hashes of a sentence's
    names; capitals: of these and of long words at its start, which may be names or not; both packed, see unpacked().
    """

    page: str
    group: str
    digests: array[int]
    sizes: array[int]
    marks: bytes
    names: tuple[bytes, ...]
    capitals: tuple[bytes, ...]


def sketch_of(outline: Outline, page: str, folder: str) -> Sketch:
    """The sketch of a page. folder: where it lies, for pages that do not say whose they are."""
    group = _group(outline, folder)
    blocks = _ends_of(outline.blocks)
    marks = bytes(_mark(block, group) for block in blocks)
    words = [_WORD.findall(b.text) if mark & SENTENCE else [] for b, mark in zip(blocks, marks, strict=True)]
    return Sketch(
        page,
        group,
        array("q", map(digest_of, blocks)),
        array("I", (len(block.text) for block in blocks)),
        marks,
        tuple(_packed(_names(found)) for found in words),
        tuple(_packed(_capitals(found)) for found in words),
    )


def digest_of(block: Block) -> int:
    """A number for the block's words, case and punctuation aside; in a line that is no sentence any figure counts as
    any other ("3 comments"), in a sentence it does not: 14 dead are not 15.
    """
    text = block.text if is_sentence(block) else _DIGITS.sub("0", block.text)
    words = _GAPS.sub(" ", text.casefold()).strip() or text
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def is_sentence(block: Block) -> bool:
    """Whether the block may be a sentence or a paragraph of an article."""
    ends = block.ends or block.text.endswith((";", ","))  # a resolution's articles are one sentence over many lines
    return block.words >= _PARAGRAPH or (ends and block.words >= _SHORT_SENTENCE)


def _group(outline: Outline, folder: str) -> str:
    host = _host(outline.url)
    if host:
        return f"host {host}"
    name = " ".join(_GAPS.sub(" ", outline.publisher.casefold()).split())
    return f"publisher {name}" if name else f"folder {folder}"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # "http://[": what a page gives for its address may be none
        return ""


def _ends_of(blocks: Sequence[Block]) -> Sequence[Block]:
    half = MOST_BLOCKS // 2
    return blocks if len(blocks) <= MOST_BLOCKS else [*blocks[:half], *blocks[-half:]]


def _mark(block: Block, group: str) -> int:
    text = block.text
    mark = COLON if text.endswith(":") else 0
    if not is_sentence(block):
        return mark
    mark |= SENTENCE
    if _REPORT.search(text):
        return mark | REPORT
    if _ADDRESS.search(text) or _speaks_of_site(text, group):
        return mark | ADDRESS
    return mark | FIRST_PERSON if _FIRST_PERSON.search(text) else mark


def _speaks_of_site(text: str, group: str) -> bool:
    """Whether a sentence names the address of its site, or starts with its publisher's name."""
    kind, _, name = group.partition(" ")
    if kind == "host":
        return name in text.casefold()
    plain = _GAPS.sub(" ", text.casefold()).removeprefix("the ")
    return kind == "publisher" and plain.startswith(f"{name} ")


def unpacked(packed: bytes) -> frozenset[int]:
    """The hashes of a sketch's names or capitals."""
    return frozenset(array("I", packed))


def _packed(words: Iterable[str]) -> bytes:
    bare = (word.removesuffix("’s").removesuffix("'s") for word in words)
    return array("I", {zlib.crc32(w.casefold().encode("utf-8", "replace")) for w in bare if len(w) > 1}).tobytes()


def _names(words: Sequence[str]) -> Iterable[str]:
    """Words written with a capital where no sentence starts."""
    return (word for before, word in pairwise(words) if word[:1].isupper() and before not in ".!?:")


def _capitals(words: Sequence[str]) -> Iterable[str]:
    """The names, and what may be one where a sentence starts: "Varnia", also "Several", but not "The"."""
    starts = (word for word in words if word[:1].isupper() and len(word) >= _LONG_WORD)
    return chain(_names(words), starts)
