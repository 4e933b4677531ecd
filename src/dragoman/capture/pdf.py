"""PDF files: their printed lines with the places where they stand, and what their metadata says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from typing import Any

from dragoman.capture import pdf_lines
from dragoman.capture.about import About, read_about
from dragoman.capture.authors import clean_name, is_person
from dragoman.capture.dates import parse_timestamp
from dragoman.capture.plain import Page
from dragoman.capture.printed import PrintedLine, PrintedPage
from dragoman.capture.typeset import set_pages
from dragoman.errors import PageError
from dragoman.records import Capture, Fact, Publication

MOST_PAGES = 1000
MOST_CHARACTERS = 1_000_000
_FEW = 20
_PATIENCE = 60
"""Seconds by the clock, for a machine that is busy; the process itself stops after few seconds of work."""
_FAULTS = {
    "password": ("a PDF that asks for a password", "save it without, for instance with qpdf --decrypt"),
    "damaged": ("a damaged PDF", "save or download it again"),
    "pages": (f"a PDF of more than {MOST_PAGES:,} pages", "split it into several"),
    "characters": (f"a PDF of more than {MOST_CHARACTERS:,} characters", "split it into several"),
    "scattered": ("a PDF with letters scattered over a page", "run OCR over it, for instance ocrmypdf --force-ocr"),
    "": (
        f"a PDF that takes more than {pdf_lines.MOST_SECONDS} seconds or {pdf_lines.MOST_MEMORY >> 20} MB to open",
        "print it into a new PDF, or save its text as .txt",
    ),
}
_NO_TITLE = re.compile(
    r"(?:microsoft \w+|powerpoint|untitled|document|slide|presentation|print|layout|title|doc|full page)\b[\s\d-]*$|"
    r"microsoft \w+ - |.*\.(?:docx?|odt|rtf|indd|qxp|qxd|p65|pub|pptx?|xlsx?|tex|dvi|pdf|html?|txt|wpd|pages)\b",
    re.IGNORECASE,
)
_PRINTED_BY = re.compile(r"Mozilla/|Skia/PDF|wkhtmltopdf|Print To PDF|Firefox", re.IGNORECASE)
"""Programs that print web pages: what they make was saved, not published, on that day."""
_DAY = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_PRINT_FOOT = re.compile(r"(?P<url>https?://\S+)\s+\d+/\d+")


def read_pdf(raw: bytes, path: str) -> tuple[Page, About]:
    """The text of a PDF, a printed line a line, and what it says about itself. Raises PageError if it has no text."""
    pages, metadata = _printed(raw, path)
    letters = sum(c.isalpha() for page in pages for line in page.lines for c in line.text)
    if letters < _FEW:
        reason = "no text in it, only pictures of pages"
        raise PageError(reason, place=path, remedy="run OCR over it, for instance ocrmypdf, and read what that makes")
    page = set_pages(pages)
    return page, _merge(read_about(page), metadata, page)


def _printed(raw: bytes, path: str) -> tuple[list[PrintedPage], dict[str, str]]:
    """The printed pages and the metadata, read by a process of its own. Raises PageError for what it cannot read."""
    command = [sys.executable, "-I", pdf_lines.__file__, str(MOST_PAGES), str(MOST_CHARACTERS)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_PATIENCE, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
        raise _refusal("", path) from fault
    found = json.loads(done.stdout)
    if found["fault"]:
        raise _refusal(found["fault"], path)
    return [_page(number, page) for number, page in enumerate(found["pages"])], found["metadata"]


def _page(number: int, page: dict[str, Any]) -> PrintedPage:
    lines = tuple(
        PrintedLine(page=number, text=text, left=left, right=right, top=top, bottom=bottom, size=size)
        for text, left, right, top, bottom, size in page["lines"]
    )
    return PrintedPage(height=page["height"], lines=lines)


def _refusal(fault: str, path: str) -> PageError:
    reason, remedy = _FAULTS[fault]
    return PageError(reason, place=path, remedy=remedy)


def _merge(told: About, metadata: dict[str, str], page: Page) -> About:
    """The lines first; the metadata where they are silent, or where the page shows the same title."""
    created = (
        parse_timestamp("-".join(match.groups())) if (match := _DAY.match(metadata.get("CreationDate", ""))) else None
    )
    is_print = bool(_PRINTED_BY.search(f"{metadata.get('Creator', '')} {metadata.get('Producer', '')}"))
    weak = Publication(interval=created, basis="PDF metadata CreationDate", certainty=0.3) if created else None
    author = clean_name(metadata.get("Author", ""))
    return replace(
        told,
        title=_title(told, metadata.get("Title", "").strip(), page),
        author=told.author or (Fact(value=author, basis="PDF metadata Author") if is_person(author) else None),
        url=told.url or _url(page),
        published=told.published or (None if is_print else weak),
        captured=Capture(day=created.last, basis="PDF metadata CreationDate") if created and is_print else None,
    )


def _title(told: About, said: str, page: Page) -> Fact | None:
    if len(said.split()) < 2 or _NO_TITLE.match(said):
        return told.title
    if told.title and _squeeze(said) in _squeeze(told.title.value):
        return told.title
    is_shown = _squeeze(said) in _squeeze(page.reading.text[: 20 * len(said)])
    return Fact(value=said, basis="PDF metadata Title") if is_shown or told.title is None else told.title


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _url(page: Page) -> Fact | None:
    """The address that a browser prints at the foot of a page."""
    for line in page.lines:
        match = _PRINT_FOOT.fullmatch(line.span.quote(page.text)) if line.role == "nav" and line.span else None
        if match:
            return Fact(value=match["url"], basis=match.group())
    return None
