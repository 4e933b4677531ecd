"""A web page saved with its pictures in one file (MHTML, RFC 2557)."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from dragoman.capture.about import About
from dragoman.capture.decoding import decode, refuse_binary
from dragoman.capture.html import read_html
from dragoman.capture.messages import Leaf, header, leaves_of, moment_in, parse_message
from dragoman.capture.plain import Page
from dragoman.errors import PageError
from dragoman.records import Capture, Fact

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(raw: bytes, path: str) -> tuple[Page, About]:
    """The page in it and what it says about itself; `Date` is when it was saved. Raises PageError."""
    message = parse_message(raw, path)
    leaves = _candidates(message, leaves_of(message, path))
    if not leaves:
        raise PageError("MHTML with no web page in it", place=path, remedy="save the page again, or as .html")
    page, about, leaf = _first_readable(leaves, path)
    return page, replace(
        about, url=_url(message, leaf) or about.url, captured=_captured(message), title=about.title or _title(message)
    )


def _candidates(message: Message, leaves: list[Leaf]) -> list[Leaf]:
    """The parts that may hold the page, likeliest first: the root, then frames, the longest first."""
    pages = [leaf for leaf in leaves if leaf.type in _HTML]
    start = str(message.get_param("start") or "").strip()
    named = [leaf for leaf in pages if start and str(leaf.part.get("Content-ID") or "").strip() == start]
    root = (named or pages)[:1]
    frames = [leaf for leaf in pages if leaf not in root]
    return root + sorted(frames, key=lambda leaf: -len(str(leaf.part.get_payload())))


def _first_readable(leaves: list[Leaf], path: str) -> tuple[Page, About, Leaf]:
    """A root that is only a set of frames has no text of its own."""
    fault = None
    for leaf in leaves:
        raw = leaf.content()
        refuse_binary(raw, path)
        try:
            page, about = read_html(decode(raw, is_html=True, charset=leaf.charset()), path)
        except PageError as error:
            fault = fault or error
            continue
        if page.reading.text or leaf is leaves[-1]:
            return page, about, leaf
    raise fault or PageError("no readable text", place=path, remedy="save the page with its text")


def _url(message: Message, leaf: Leaf) -> Fact | None:
    for holder, name in ((message, "Snapshot-Content-Location"), (leaf.part, "Content-Location")):
        address = header(holder, name)
        if address.startswith(("http://", "https://")):
            return Fact(value=address, basis=f"MHTML header {name}")
    return None


def _captured(message: Message) -> Capture | None:
    moment = moment_in(header(message, "Date"))
    return Capture(day=moment.date(), basis="MHTML header Date") if moment else None


def _title(message: Message) -> Fact | None:
    subject = header(message, "Subject")
    return Fact(value=subject, basis="MHTML header Subject") if subject else None
