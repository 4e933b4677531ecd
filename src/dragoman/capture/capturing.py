"""Bytes to Document: the one order of the steps of this room."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from dragoman.capture.about import About, bounded, date_of_url, find_publisher, find_url, read_about
from dragoman.capture.blocks import make_blocks, split_lines
from dragoman.capture.decoding import decode, refuse_binary, refuse_suffix
from dragoman.capture.furniture import Known
from dragoman.capture.languages import language_name, language_of
from dragoman.capture.plain import Page, lay_out
from dragoman.capture.postings import with_postings
from dragoman.capture.sketches import Outline, Sketch, sketch_of
from dragoman.capture.sources import Source, source_of
from dragoman.errors import PageError
from dragoman.records import Document, Fact, Interval

_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAGS = re.compile(r"<(?:p|div|span|table|meta|a|br)\b[^>]*>", re.IGNORECASE)
_HEAD = 4096
MOST_CHARACTERS, MOST_LINES = 5_000_000, 100_000
"""Of a plain text; what is read of it later must be much shorter still."""
_OUTLINED = frozenset({"text", "html", "unknown"})
"""Kinds whose pages stand on sites with furniture to learn."""
_MANY_TAGS = 8


def read_page(path: Path | str) -> Document:
    """The document in a file; its id is the file's stem. Raises InputError, PageError."""
    return capture(source_of(path))


def capture(source: Source, raw: bytes | None = None, known: Known | None = None) -> Document:
    """The document of a source. Raises PageError if it cannot be read, is empty, or is not in English.

    raw: its bytes, where they were loaded already. known: the furniture of its site.
    """
    raw = source.load() if raw is None else raw
    if not raw.strip():
        raise PageError("the file is empty", place=source.path, remedy="save the page again")
    if source.kind == "unknown":
        refuse_suffix(source.path)
    page, about = _read(raw, source, known)
    captured = source.captured or about.captured
    url = Fact(value=source.address, basis="WARC-Target-URI") if source.address else about.url
    saved = Interval(captured.day, captured.day) if captured else None
    page = with_postings(page, about.published.interval if about.published else None, saved)
    return Document(
        id=source.name,
        path=source.path,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=page.text,
        lines=page.lines,
        reading=page.reading,
        language=_require_english(page, source.path),
        title=about.title,
        author=about.author,
        publisher=about.publisher,
        via=about.via,
        url=url,
        published=bounded(about.published or (date_of_url(url.value) if url else None), captured),
        captured=captured,
    )


def sketch(source: Source, raw: bytes) -> Sketch | None:
    """What is remembered of a source while its site is learnt; None where it holds no page to be read."""
    if source.kind not in _OUTLINED:
        return None
    try:
        refuse_binary(raw, source.path)
        outline = _outline(raw, source)
    except PageError:
        return None
    if not outline.blocks:
        return None
    folder = str(source.file if source.member is not None or source.part else source.file.parent)
    return sketch_of(outline, hashlib.sha256(raw).hexdigest(), folder)


def _outline(raw: bytes, source: Source) -> Outline:
    text = decode(raw, is_html=source.kind == "html", charset=source.charset)
    if source.kind == "html" or _is_html(text, source.kind):
        from dragoman.capture.html import outline_html

        outline = outline_html(decode(raw, is_html=True, charset=source.charset))
        return replace(outline, url=source.address or outline.url)
    _refuse_long(text, source.path)
    blocks = make_blocks([text[start:end] for start, end in split_lines(text)])
    url = find_url(block.text for block in blocks if "://" in block.text)
    publisher = find_publisher(block.text for block in blocks if "©" in block.text)
    return Outline(tuple(blocks), source.address or (url.value if url else ""), publisher.value if publisher else "")


def _read(raw: bytes, source: Source, known: Known | None) -> tuple[Page, About]:
    """By kind. The libraries of a kind are loaded with its first page: plain texts do without them."""
    if source.kind == "pdf" or (source.kind == "unknown" and raw.startswith(b"%PDF-")):
        from dragoman.capture.pdf import read_pdf

        return read_pdf(raw, source.path)
    if source.kind == "mhtml" or (source.kind == "unknown" and raw.startswith(b"From: <Saved by ")):
        from dragoman.capture.mhtml import read_mhtml

        return read_mhtml(raw, source.path)
    if source.kind == "mail":
        from dragoman.capture.mails import read_mail

        return read_mail(raw, source.path)
    refuse_binary(raw, source.path)
    return _read_text(raw, source, known)


def _read_text(raw: bytes, source: Source, known: Known | None) -> tuple[Page, About]:
    text = decode(raw, is_html=source.kind == "html", charset=source.charset)
    if source.kind == "html" or _is_html(text, source.kind):
        from dragoman.capture.html import read_html

        return read_html(decode(raw, is_html=True, charset=source.charset), source.path, known)
    _refuse_long(text, source.path)
    page = lay_out(text, known)
    return page, read_about(page)


def _refuse_long(text: str, path: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise PageError("longer than five million characters", place=path, remedy="split it into pages")
    if text.count("\n") > MOST_LINES:
        raise PageError("more than a hundred thousand lines", place=path, remedy="split it into pages")


def _is_html(text: str, kind: str) -> bool:
    """By its first tag; where the name does not say text, also by many tags."""
    head = text[:_HEAD]
    return bool(_MARKUP.match(head)) or (kind == "unknown" and len(_TAGS.findall(head)) >= _MANY_TAGS)


def _require_english(page: Page, path: str) -> str:
    text = page.reading.text
    code = language_of(text)
    if not code:
        raise PageError("no readable text", place=path, remedy="save the page with its text")
    if code != "en":
        raise PageError(
            f"written in {language_name(code)}, not in English", place=path, remedy="give an English translation"
        )
    return code
