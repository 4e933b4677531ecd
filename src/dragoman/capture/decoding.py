"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from dragoman.capture.tables import read_table
from dragoman.errors import PageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b\x1a") + b"\x7f"
_MOST_CONTROL = 0.02
_HEAD = 4096


def decode(raw: bytes, *, is_html: bool = False, charset: str = "") -> str:
    """The text of a page: by its byte order mark, as utf-8, by its charset, else as Windows-1252.

    charset: what the header of a server or mail declares; it goes before what the html itself declares.
    Line breaks stay as they are; a byte order mark is no text. A page in utf-8 with a few broken bytes stays utf-8.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(raw)
    if wide:
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_otherwise(raw, is_html, charset.lower())


def _decode_otherwise(raw: bytes, is_html: bool, charset: str) -> str:
    declared = _CHARSET.search(raw[:_HEAD]) if is_html else None
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if charset and _knows(charset) and codecs.lookup(charset).name in {"ascii", "iso8859-1"}:
        return _windows_1252(raw)  # the encoding standard of the web: who says Latin-1 or ASCII means this
    name = charset if charset and _knows(charset) else name
    if name and name not in {"utf-8", "utf8"} and _knows(name):
        return raw.decode(name, "replace")
    lenient = raw.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(c > "\x7f" for c in lenient) - broken > 4 * broken:
        return lenient
    return _windows_1252(raw)


def _windows_1252(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing there; latin-1 knows all 256
        return raw.decode("latin-1")


def _knows(name: str) -> bool:
    try:
        b"".decode(name)  # "hex" and its like are known, but no encodings of text
        return codecs.lookup(name).name not in {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"}
    except (LookupError, ValueError):
        return False


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of mostly Latin text is a NUL."""
    head = raw[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    many = 0.4 * len(head) / 2
    if odd > many and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > many and odd == 0 else None


def refuse_binary(raw: bytes, path: str) -> None:
    """Raises PageError if these bytes are no text: a known file format, NULs, or many control bytes."""
    for row in read_table("unsupported.tsv"):
        if raw.startswith(bytes.fromhex(row["magic"])):
            raise PageError(f"{row['name']} cannot be read", place=path, remedy=row["remedy"])
    if raw.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(raw):
        return
    control = len(raw) - len(raw.translate(None, _CONTROL))
    if b"\0" in raw or control > _MOST_CONTROL * len(raw):
        raise PageError("binary content, not text", place=path, remedy="give a .txt or .html file")


def refuse_suffix(path: str) -> None:
    """Raises PageError if the name ends like a format that cannot be read."""
    suffix = PurePath(path).suffix.lower()
    for row in read_table("unsupported.tsv"):
        if suffix and suffix in row["suffixes"].split():
            raise PageError(f"{row['name']} cannot be read", place=path, remedy=row["remedy"])
