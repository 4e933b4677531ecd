"""What mails and MHTML pages are made of (RFC 5322, 2045): headers and parts, as far as broken ones can be told."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from itertools import islice

from dragoman.errors import PageError

MOST_DEEP = 10
MOST_PARTS = 2000
MOST_HEADERS = 100_000
_HEADER = re.compile(rb"^[\w-]+:", re.MULTILINE)
_LONGEST = 4000
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no parts, or a mail within a mail.

    place: "2.1" for the first part of the second. is_choice: whether it is one of several forms of the same words.
    """

    place: str
    part: Message
    is_choice: bool

    @property
    def type(self) -> str:
        """Its media type in small letters."""
        return self.part.get_content_type()

    @property
    def name(self) -> str:
        """The name of the file that it was, "" if none."""
        try:
            return decoded(self.part.get_filename() or "")
        except (LookupError, ValueError, TypeError):
            return ""

    @property
    def is_attached(self) -> bool:
        """Whether it is a file of its own rather than words of the mail."""
        return "attachment" in str(self.part.get("Content-Disposition") or "").casefold() or bool(self.name)

    def content(self) -> bytes:
        """Its bytes, decoded."""
        if self.type == "message/rfc822":
            inner = self.part.get_payload()
            mail = inner[0] if isinstance(inner, list) and inner else None
            return mail.as_bytes() if isinstance(mail, Message) else b""
        found = self.part.get_payload(decode=True)
        return found if isinstance(found, bytes) else b""

    def charset(self) -> str:
        """The encoding that it declares, "" if none."""
        try:
            return self.part.get_content_charset() or ""
        except (LookupError, ValueError, TypeError):
            return ""


def parse_message(raw: bytes, path: str) -> Message:
    """The message. Raises PageError if its parts lie too deep in each other, or for lines upon lines of headers."""
    if sum(1 for _ in islice(_HEADER.finditer(raw), MOST_HEADERS + 1)) > MOST_HEADERS:
        raise PageError("more headers than any mail has", place=path, remedy="save its text as .txt")
    try:
        return email.message_from_bytes(raw)
    except RecursionError as fault:
        raise _too_deep(path) from fault


def leaves_of(message: Message, path: str) -> list[Leaf]:
    """Its parts in order, those of mails within it left to them. Raises PageError if there are too many or too deep."""
    leaves = list(_leaves(message, "", False, 0, path))
    if len(leaves) > MOST_PARTS:
        raise PageError(f"more than {MOST_PARTS:,} parts", place=path, remedy="save its parts as files of their own")
    return leaves


def header(message: Message, name: str) -> str:
    """The header's words, decoded, on one line; "" if it is not there."""
    wanted = name.casefold()
    return decoded(next((str(value) for key, value in message.raw_items() if key.casefold() == wanted), ""))


def moment_in(words: str) -> datetime | None:
    """The moment that a date header names, None if it makes no sense."""
    try:
        return email.utils.parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def decoded(words: str) -> str:
    """Header words without their transport coding (RFC 2047); as they are where that is broken."""
    words = words[:_LONGEST]  # to undo the coding takes the square of its length
    # bytes beyond ASCII stand as surrogates where a header was never coded
    words = words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    with suppress(LookupError, ValueError, TypeError, email.errors.HeaderParseError):
        words = str(email.header.make_header(email.header.decode_header(words)))
    words = words.encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", words.replace("\0", " ")).strip()


def _leaves(message: Message, place: str, is_choice: bool, depth: int, path: str) -> Iterator[Leaf]:
    if depth > MOST_DEEP * 2:
        raise _too_deep(path)
    payload = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(payload, list):
        yield Leaf(place or "1", message, is_choice)
        return
    of_choice = message.get_content_subtype() == "alternative" or is_choice
    for number, part in enumerate(payload, 1):
        if isinstance(part, Message):
            inner = f"{place}.{number}" if place else str(number)
            yield from _leaves(part, inner, of_choice, depth + 1, path)


def _too_deep(path: str) -> PageError:
    return PageError("its parts lie too deep in each other", place=path, remedy="save its text as .txt")
