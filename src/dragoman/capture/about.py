"""What a plain page says about itself in its own lines: title, author, publisher, via, url, when published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from dragoman.capture.authors import clean_name
from dragoman.capture.dates import FoundDate, find_dates
from dragoman.capture.plain import Page
from dragoman.records import Capture, Fact, Interval, Publication

_VIA = re.compile(
    r"(?:translated(?: and \w+)? from(?: the (?P<tongue>\w+))?|sources?:|source -|via:?|"
    r"(?:published|appeared) (?:in|on|at)|"
    r"(?:first|originally) (?:published|appeared) by|reprinted from|republished from|adapted from|"
    r"cross-?posted (?:from|at)|courtesy of|original(?: article)?:)\s*(?P<name>\S.{1,80})",
    re.IGNORECASE,
)
_VIA_END = re.compile(
    r"\s+(?:on|by|and|in)\s+|\s[/|–—-]\s|[,;(]|\.\s|\.$|\s+under\b|\s+with\b|(?<=\S)\s+(?=\d{1,2} [A-Z])"
)
_LANGUAGE = re.compile(r"[A-Z][a-z]+(?:an|ish|ese|ic|i|ew|sh|ench|eek|ch|ani)\b$")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright|by|\d{4}(?:\s*[–—-]\s*(?:\d{4}|present))?[,.]?))*"
    r"\s*(?P<name>[^\W\d].{1,60})",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"\.\s|\.$|\s[|·•∙/–—-]\s|\s*\d{4}|[,;]\s|\s+(?:all rights|and (?:its|the)|log in|theme|terms|privacy)\b|\s{2,}",
    re.I,
)
_CONTENT_BY = re.compile(
    r"\b(?:content by|reference to|published by|site of)\s+(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,4})"
)
_URL = re.compile(r"(?:url:?\s*|retrieved from:?\s*|link:?\s*|source:?\s*)?(?P<url>https?://\S+)", re.IGNORECASE)
_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})(?:[/-](?P<d>\d{1,2}))?(?=[/.-]|$)")
_DATELINE = re.compile(r"^\W*[A-Z][\w .’'/,-]{1,50}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a page besides its text."""

    title: Fact | None = None
    author: Fact | None = None
    publisher: Fact | None = None
    via: Fact | None = None
    url: Fact | None = None
    published: Publication | None = None
    captured: Capture | None = None


def read_about(page: Page) -> About:
    """What the lines of the page say about it; None for what they do not."""
    url = find_url(_texts(page, "nav", "credit", "form"))
    return About(
        title=next((Fact(value=text, basis="title line") for text in _texts(page, "title")), None),
        author=_find_author(page),
        publisher=find_publisher(_texts(page, "licence")),
        via=find_via(_texts(page, "credit", "nav")),
        url=url,
        published=_find_published(page) or (date_of_url(url.value) if url else None),
    )


def date_of_url(url: str) -> Publication | None:
    """The day or month that a url's path names ("/2023/05/14/")."""
    match = _URL_DAY.search(url)
    if not match:
        return None
    found = find_dates("-".join((match["y"], match["m"].zfill(2), (match["d"] or "1").zfill(2))))
    if not found:
        return None
    day = found[0].interval
    if match["d"]:
        return Publication(interval=day, basis=f"url: {match.group()}", certainty=0.85)
    following = day.first.replace(day=28).toordinal() + 4
    last = day.first.fromordinal(following)
    end = last.fromordinal(last.toordinal() - last.day)
    return Publication(interval=Interval(day.first, end), basis=f"url: {match.group()}", certainty=0.8)


def bounded(published: Publication | None, captured: Capture | None) -> Publication | None:
    """The publication, no later than the day on which the page was saved, or the next where clocks differ.

    A page that claims to be of later than that contradicts itself: its own date stays, with half the certainty.
    """
    if published is None or captured is None:
        return published
    last = captured.day + timedelta(days=1)
    if published.interval.last <= last:
        return published
    if published.interval.first > last:
        return replace(published, certainty=published.certainty / 2)
    basis = f"{published.basis}; saved on {captured.day}: {captured.basis}"
    return replace(published, interval=Interval(published.interval.first, last), basis=basis)


def _texts(page: Page, *roles: str) -> Iterator[str]:
    return (block.text for block, mark in zip(page.blocks, page.marks, strict=True) if mark.role in roles)


def _find_author(page: Page) -> Fact | None:
    for text in _texts(page, "byline"):
        name = clean_name(text)
        if name and not re.search(r"\b(?:staff|correspondent|id)\b", name, re.IGNORECASE):
            return Fact(value=name, basis=text)
    return None


def find_publisher(notices: Iterable[str]) -> Fact | None:
    """The name in a copyright notice: "© 2013 Levant Monitor. All rights …"."""
    for text in notices:
        match = _COPYRIGHT.search(text) or _CONTENT_BY.search(text)
        if match:
            name = _NAME_END.split(match["name"], maxsplit=1)[0].strip(" .,:;|")
            if len(name) > 1 and not name.islower():
                return Fact(value=name, basis=text)
    return None


def find_via(credits: Iterable[str]) -> Fact | None:
    """What the page was taken from: "Translated from X", "Source: X", "first published in X"."""
    for text in credits:
        match = _VIA.search(text)
        if match:
            name = _VIA_END.split(match["name"], maxsplit=1)[0].strip(' .,:;|"“”')
            if not match["tongue"] and not _LANGUAGE.fullmatch(name) and name[:1].isupper():
                return Fact(value=name, basis=text)
    return None


def find_url(lines: Iterable[str]) -> Fact | None:
    """The address that stands alone in a line, "URL:" or "Source:" before it or nothing."""
    for text in lines:
        match = _URL.fullmatch(text)
        if match:
            return Fact(value=match["url"], basis=text)
    return None


def _find_published(page: Page) -> Publication | None:
    """From a dateline or byline outside the comments, else from the place line that opens the article."""
    in_thread = False
    for block, mark in zip(page.blocks, page.marks, strict=True):
        in_thread = in_thread or mark.role in {"comment", "comment_author"} or bool(mark.stamp)
        found = find_dates(block.text) if mark.role in {"dateline", "byline", "credit", "nav"} else ()
        if found and not in_thread and block.words <= 16 and _tells_publication(block.text, found[0], mark.role):
            return _publication(found[0], block.text, 0.95 if mark.role == "byline" else 0.9)
    opening = next(_texts(page, "body"), "")
    found = find_dates(opening[:80])
    if found and _DATELINE.match(opening[: found[0].start] or "X ") and found[0].is_day:
        return _publication(found[0], opening[: found[0].end], 0.8)
    return None


def _tells_publication(text: str, found: FoundDate, role: str) -> bool:
    if role == "dateline" or role == "byline":
        return True
    before = text[: found.start].casefold()
    return role == "nav" and any(word in before for word in ("posted", "published", "news", "updated", "article"))


def _publication(found: FoundDate, basis: str, certainty: float) -> Publication:
    return Publication(interval=found.interval, basis=basis, certainty=certainty if found.is_day else certainty - 0.2)
