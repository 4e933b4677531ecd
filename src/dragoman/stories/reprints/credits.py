"""Whom a page says it has its text from, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.records import Credit, Document
from dragoman.stories.parties import state_names
from dragoman.stories.reprints.furniture import host_of
from dragoman.stories.reprints.sentences import body_lines, folded_words

_AROUND = 120
"""Characters kept around a credit within a paragraph."""
_OPENING = 3
"""Body lines of which one may be the opening: a headline or a deck may have been taken for body."""
_ENDS = 2
"""Body lines at the beginning and the end that may be credits."""
_TOP_LEVEL = re.compile(r"\.[a-z]{2,3}$")
_SMALL_WORDS = frozenset({"the", "of", "and"})
_CREDITS = frozenset({"credit", "byline", "dateline", "deck", "caption"})


def credits_of(page: Document) -> tuple[Credit, ...]:
    """All that the page credits in so many words, whoever it may be: `via`, dateline, credit line; each name once."""
    found: dict[str, Credit] = {}
    for name, words in _named(page):
        if _may_be_outlet(name) and not is_one_name(name, publisher_names(page)):
            found.setdefault(" ".join(name_words(name)), Credit(document=page.id, name=name, words=words))
    return tuple(found[name] for name in sorted(found))


def credit_to(page: Document, other: Document) -> Credit | None:
    """Where the page credits the other's publisher: a credit line, a byline, or "… reported" in its text."""
    names = publisher_names(other)
    if not names or is_one_name(names[0], publisher_names(page)):
        return None
    for credit in credits_of(page):
        if is_one_name(credit.name, names):
            return credit
    if page.author and is_one_name(page.author.value, names):
        return Credit(document=page.id, name=page.author.value, words=page.author.basis)
    return next((c for name in names for c in _reported(page, name)), None)


def publisher_names(page: Document) -> tuple[str, ...]:
    """The page's publisher, and the name of its host; without those that hold no letter."""
    host = host_of(page)
    return tuple(name for name in (page.publisher.value if page.publisher else "", host) if folded_words(name))


def is_one_name(name: str, others: tuple[str, ...]) -> bool:
    """Whether it is one of them: the same but for `news agency`, `.com` and the like, or its initials."""
    words = name_words(name)
    return bool(words) and any(words == name_words(other) or _are_initials(name, other) for other in others)


@lru_cache(maxsize=1 << 12)
def name_words(name: str) -> tuple[str, ...]:
    """The telling words of an outlet's name; all of them where none tells, or what tells is but a country's name."""
    words = folded_words(_TOP_LEVEL.sub("", name.casefold()))
    telling = tuple(w for w in words if w not in _plain_words())
    return words if not telling or " ".join(telling) in state_names() else telling


def _may_be_outlet(name: str) -> bool:
    words = folded_words(name)
    return any(w not in _plain_words() for w in words) and " ".join(words) not in state_names()


def _are_initials(a: str, b: str) -> bool:
    short, full = sorted((folded_words(a), folded_words(b)), key=len)
    return len(short) == 1 and len(full) > 1 and short[0] == "".join(w[0] for w in full if w not in _SMALL_WORDS)


def _named(page: Document) -> Iterator[tuple[str, str]]:
    if page.via:
        yield page.via.value, page.via.basis
    body = [text for _, text in body_lines(page)]
    lines = _credit_lines(page)
    for text in (*body[:_OPENING], *lines):
        yield from _matches("opening", text)
    for text in (*lines, *body[:_ENDS], *body[_ENDS:][-_ENDS:]):
        yield from _matches("line", text)


def _credit_lines(page: Document) -> list[str]:
    return [line.span.quote(page.text) for line in page.lines if line.span and line.role in _CREDITS]


def _matches(place: str, text: str) -> Iterator[tuple[str, str]]:
    for pattern in _cues()[place]:
        if match := re.search(pattern, text):
            yield match["name"].strip(" .,:;"), _around(text, match.start(), match.end())


def _reported(page: Document, name: str) -> Iterator[Credit]:
    """`by NAME` in a credit line, `NAME reported`, `according to NAME` in the text."""
    written = r"\W+".join(map(re.escape, name_words(name)))
    body = [text for _, text in body_lines(page)]
    for place, texts in (("signed", _credit_lines(page)), ("named", body)):
        for pattern in _cues()[place]:
            found = re.compile(pattern.replace("NAME", rf"\b{written}\b"), re.IGNORECASE)
            matches = ((text, match) for text in texts if (match := found.search(text)))
            for text, match in matches:
                yield Credit(document=page.id, name=name, words=_around(text, match.start(), match.end()))


def _around(text: str, start: int, end: int) -> str:
    if len(text) <= 2 * _AROUND:
        return text.strip()
    low, high = max(0, start - _AROUND // 2), min(len(text), end + _AROUND // 2)
    return f"{'…' * (low > 0)}{text[low:high].strip()}{'…' * (high < len(text))}"


@cache
def _cues() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for line in _table("credit_cues.tsv")[1:]:
        place, pattern = line.split("\t")
        rows.setdefault(place, []).append(pattern)
    return rows


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(_table("media_words.txt"))


def _table(name: str) -> list[str]:
    text = (files("dragoman.stories.reprints") / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
