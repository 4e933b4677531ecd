"""Mails (.eml): the mail itself is a page, and so is every page attached to it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePath

from dragoman.capture.about import About
from dragoman.capture.blocks import make_blocks, split_lines
from dragoman.capture.decoding import decode, refuse_binary
from dragoman.capture.marks import Mark
from dragoman.capture.messages import MOST_DEEP, Leaf, header, leaves_of, moment_in, parse_message
from dragoman.capture.parts import Part
from dragoman.capture.plain import Page, set_page
from dragoman.capture.roles import assign_roles
from dragoman.errors import PageError
from dragoman.records import Capture, Fact, Interval, Publication

_KINDS = {"text/html": "html", "text/plain": "text", "application/pdf": "pdf", "message/rfc822": "mail"}
_NO_PAGE = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|calendar|x?-?vcard|rfc822-headers)|message/(?:delivery|disposition)|"
    r"application/(?:pgp|pkcs7|x-pkcs7|ics|ms-tnef|json|xml)"
)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*|\[[\w .-]{1,30}\]\s*)+", re.IGNORECASE)
_TAG = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_STUB = 3


def is_mail(name: str) -> bool:
    """Whether a file's name ends like a mail's."""
    return name.lower().endswith(".eml")


def list_attached(raw: bytes, path: str) -> list[Part]:
    """The pages attached to a mail, those of mails attached to it with them. Raises PageError."""
    return list(_attached(raw, path, "", 1)) if b"multipart/" in raw.lower() or b"message/rfc822" in raw.lower() else []


def read_attached(raw: bytes, place: str, path: str) -> bytes:
    """The bytes of a page attached; place as list_attached has it. Raises PageError, KeyError."""
    outer, _, inner = place.partition("/")
    for leaf in leaves_of(parse_message(raw, path), path):
        if leaf.place == outer:
            found = leaf.content()
            return read_attached(found, inner, path) if inner else found
    raise KeyError(place)


def read_mail(raw: bytes, path: str) -> tuple[Page, About]:
    """The words of the mail itself and what its headers say about it. Raises PageError if it has none."""
    message = parse_message(raw, path)
    subject = _REPLY.sub("", header(message, "Subject"))
    leaves = leaves_of(message, path)
    plain, rich = _words(leaves)
    if plain is None and rich is None:
        raise PageError("no text in the mail", place=path, remedy="look for it among what is attached")
    page, about = _read_html(rich, subject, path) if rich else _read_plain(plain or [], subject, path)
    return page, _with_headers(about, message, subject)


def _words(leaves: list[Leaf]) -> tuple[list[Leaf] | None, Leaf | None]:
    """The parts that hold the words: all plain ones, or one in html where the plain ones are missing or a stub."""
    plain = [leaf for leaf in leaves if leaf.type == "text/plain" and not leaf.is_attached]
    rich = next((leaf for leaf in leaves if leaf.type == "text/html" and not leaf.is_attached), None)
    if not plain:
        return None, rich
    if rich is None:
        return plain, None
    told = sum(len(leaf.content().split()) for leaf in plain)
    shown = len(_TAG.sub(" ", rich.content().decode("latin-1")).split())
    return (plain, None) if _STUB * told >= shown else (None, rich)


def _read_plain(leaves: list[Leaf], subject: str, path: str) -> tuple[Page, About]:
    """The subject as the first line, the words below it."""
    texts = [_text(leaf, path, is_html=False) for leaf in leaves]
    text = "\n\n".join([subject, *texts]) if subject else "\n\n".join(texts)
    spans = split_lines(text)
    raw = [text[start:end] for start, end in spans]
    blocks = make_blocks(raw)
    marks = assign_roles(blocks, [" ".join(raw[b.first : b.last + 1]) for b in blocks])
    if subject and marks:
        marks[0] = Mark("title")
    return set_page(text, spans, blocks, marks), About()


def _read_html(leaf: Leaf, subject: str, path: str) -> tuple[Page, About]:
    from dragoman.capture.html import read_html  # loads lxml and trafilatura, which plain mails do without

    text = _text(leaf, path, is_html=True)
    # the subject stands where a web page has its title, above whatever the html says
    return read_html(f"<title>{html.escape(subject)}</title>{text}" if subject else text, path)


def _text(leaf: Leaf, path: str, *, is_html: bool) -> str:
    raw = leaf.content()
    refuse_binary(raw, path)
    return decode(raw, is_html=is_html, charset=leaf.charset())


def _with_headers(about: About, message: Message, subject: str) -> About:
    name, address = parseaddr(header(message, "From"))
    author = name.strip(" \"'") or address
    issuer = parseaddr(header(message, "List-Id"))[0].strip(" \"'")
    return replace(
        about,
        title=Fact(value=subject, basis="mail header Subject") if subject else about.title,
        author=Fact(value=author, basis="mail header From") if author else about.author,
        publisher=Fact(value=issuer, basis="mail header List-Id") if issuer else about.publisher,
        published=_published(message) or about.published,
        captured=_received(message),
    )


def _published(message: Message) -> Publication | None:
    said = header(message, "Date")
    moment = moment_in(said)
    if moment is None:
        return None
    return Publication(
        interval=Interval(moment.date(), moment.date()), basis=f"mail header Date: {said}", certainty=0.95
    )


def _received(message: Message) -> Capture | None:
    """The day on which the last server took it in."""
    stamp = header(message, "Received").rpartition(";")[2]
    moment = moment_in(stamp.strip())
    return Capture(day=moment.date(), basis="mail header Received") if moment else None


def _attached(raw: bytes, path: str, outer: str, depth: int) -> Iterator[Part]:
    message = parse_message(raw, path)
    leaves = leaves_of(message, path)
    plain, rich = _words(leaves)
    sent = _published(message)
    captured = Capture(day=sent.interval.last, basis="Date of the mail that it is attached to") if sent else None
    for leaf in leaves:
        if leaf is rich or (plain and leaf in plain) or not _is_page(leaf):
            continue
        place = f"{outer}{leaf.place}"
        kind = _KINDS.get(leaf.type, "unknown")
        label = leaf.name or f"part.{'eml' if kind == 'mail' else kind}"
        is_deep = kind == "mail" and depth == MOST_DEEP
        fault = f"mails attached to mails more than {MOST_DEEP} deep" if is_deep else ""
        yield Part(place=place, label=label, kind=kind, charset=leaf.charset(), captured=captured, fault=fault)
        if kind == "mail" and not is_deep:
            yield from _attached(leaf.content(), path, f"{place}/", depth + 1)


def _is_page(leaf: Leaf) -> bool:
    if leaf.is_choice and not leaf.is_attached:  # the same words in another form
        return False
    return bool(_KINDS.get(leaf.type) or (leaf.name and PurePath(leaf.name).suffix)) and not _NO_PAGE.match(leaf.type)
