"""What is remembered of a page while its site is learnt: digests and counts, about three kilobytes."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from dragoman.capture.blocks import Block

MOST_BLOCKS = 400
"""Of one page; of a longer one the first and the last half as many are remembered."""
SENTENCE, QUOTE, ADDRESS, COLON = 1, 2, 4, 8
_PARAGRAPH = 20
_SHORT_SENTENCE = 4
_DIGITS = re.compile(r"\d+")
_GAPS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[.!?:]")
_QUOTED = re.compile(r"[\"“”«»„]|(?:^|\s)[‘']\w")
_ADDRESS = re.compile(
    r"\b(?:you|your|yours|our|ours|us|we|(?:this|the) (?:article|story|site|website|page|newsletter|publication))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a page before any role is given, and whose page it says it is."""

    blocks: tuple[Block, ...]
    url: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One page. digests, sizes (letters), marks (SENTENCE …): one a block, in order; names: of each block that is a
    sentence, hashed. page: a digest of the page, by which a sample is drawn. group: its site, or its folder.
    """

    page: str
    group: str
    digests: array[int]
    sizes: array[int]
    marks: bytes
    names: tuple[frozenset[int], ...]


def sketch_of(outline: Outline, page: str, folder: str) -> Sketch:
    """The sketch of a page. folder: where it lies, for pages that do not say whose they are."""
    group = _group(outline, folder)
    blocks = _ends_of(outline.blocks)
    marks = bytes(_mark(block, group) for block in blocks)
    return Sketch(
        page,
        group,
        array("q", map(digest_of, blocks)),
        array("l", (len(block.text) for block in blocks)),
        marks,
        tuple(_names(b.text) if mark & SENTENCE else frozenset() for b, mark in zip(blocks, marks, strict=True)),
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
    return block.words >= _PARAGRAPH or (block.ends and block.words >= _SHORT_SENTENCE)


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
    if _QUOTED.search(text):
        return mark | QUOTE
    return mark | ADDRESS if _ADDRESS.search(text) or _names_site(text, group) else mark


def _names_site(text: str, group: str) -> bool:
    """Whether a sentence speaks of the site it stands on."""
    kind, _, name = group.partition(" ")
    if kind == "folder":
        return False
    plain = _GAPS.sub(" ", text.casefold())
    return name in text.casefold() if kind == "host" else f" {name} " in f" {plain} "


def _names(text: str) -> frozenset[int]:
    """Hashes of the words written with a capital where no sentence starts, or beside another such word."""
    return frozenset(zlib.crc32(word.casefold().encode()) for word in _capitals(_WORD.findall(text)))


def _capitals(words: Sequence[str]) -> Iterable[str]:
    for at, word in enumerate(words):
        starts = at == 0 or words[at - 1] in ".!?:"
        followed = at + 1 < len(words) and words[at + 1][:1].isupper()
        if word[:1].isupper() and len(word) > 1 and (not starts or followed):
            yield word.removesuffix("’s").removesuffix("'s")
