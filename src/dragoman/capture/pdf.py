"""PDF files: their printed lines with the places where they stand, and what their metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from dragoman.capture.about import About, read_about
from dragoman.capture.authors import clean_name, is_person
from dragoman.capture.dates import parse_timestamp
from dragoman.capture.plain import Page
from dragoman.capture.printed import PrintedLine, PrintedPage
from dragoman.capture.typeset import set_pages
from dragoman.errors import PageError
from dragoman.records import Capture, Fact, Publication

MOST_PAGES = 1000
MOST_CHARACTERS = 2_000_000
_FEW = 20
_LOCK = Lock()
"""pdfium is native code and must not be entered twice."""
_NO_TITLE = re.compile(
    r"(?:microsoft \w+|powerpoint|untitled|document|slide|presentation|print|layout|title|doc|full page)\b[\s\d-]*$|"
    r"microsoft \w+ - |.*\.(?:docx?|odt|rtf|indd|qxp|qxd|p65|pub|pptx?|xlsx?|tex|dvi|pdf|html?|txt|wpd|pages)\b",
    re.IGNORECASE,
)
_PRINTED_BY = re.compile(r"Mozilla/|Skia/PDF|wkhtmltopdf|Print To PDF|Firefox", re.IGNORECASE)
"""Programs that print web pages: what they make was saved, not published, on that day."""
_DAY = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_PRINT_FOOT = re.compile(r"(?P<url>https?://\S+)\s+\d+/\d+")
_HYPHEN, _NO_CHARACTER = 0x02, frozenset({0, 0xFFFE, 0xFFFF})


def read_pdf(raw: bytes, path: str) -> tuple[Page, About]:
    """The text of a PDF, a printed line a line, and what it says about itself. Raises PageError if it has no text."""
    with _LOCK:
        pages, metadata = _open_and_read(raw, path)
    letters = sum(c.isalpha() for page in pages for line in page.lines for c in line.text)
    if letters < _FEW:
        reason = "no text in it, only pictures of pages"
        raise PageError(reason, place=path, remedy="run OCR over it, for instance ocrmypdf, and read what that makes")
    page = set_pages(pages)
    return page, _merge(read_about(page), metadata, page)


def _open_and_read(raw: bytes, path: str) -> tuple[list[PrintedPage], dict[str, str]]:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).casefold():
            raise PageError(
                "a PDF that asks for a password", place=path, remedy="save it without, for instance with qpdf --decrypt"
            ) from fault
        raise PageError("a damaged PDF", place=path, remedy="save or download it again") from fault
    try:
        if len(document) > MOST_PAGES:
            raise PageError(f"a PDF of more than {MOST_PAGES:,} pages", place=path, remedy="split it into several")
        return list(_pages(document, path)), document.get_metadata_dict()
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, path: str) -> Iterator[PrintedPage]:
    """Every page of the document; one that pdfium cannot read has no lines."""
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            reason = f"a PDF of more than {MOST_CHARACTERS:,} characters"
            raise PageError(reason, place=path, remedy="split it into several")
        yield PrintedPage(height=page.get_height(), lines=tuple(_lines(text, number)))
        text.close()
        page.close()


def _lines(text: pypdfium2.PdfTextPage, page: int) -> Iterator[PrintedLine]:
    codes = [pdfium.FPDFText_GetUnicode(text.raw, at) for at in range(text.count_chars())]
    start = 0
    for at, code in enumerate(codes):
        is_break = code == 10 and at > 0 and codes[at - 1] == 13  # pdfium ends lines with CR LF
        if is_break or code == _HYPHEN:
            yield from _line(text, page, codes, start, at + (code == _HYPHEN))
            start = at + 1
    yield from _line(text, page, codes, start, len(codes))


def _line(text: pypdfium2.PdfTextPage, page: int, codes: list[int], start: int, end: int) -> Iterator[PrintedLine]:
    seen = [at for at in range(start, end) if codes[at] > 32 or codes[at] == _HYPHEN]
    if not seen:
        return
    words = "".join(_letter(code) for code in codes[start:end] if code not in _NO_CHARACTER)
    words = " ".join(words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").split())
    left, bottom, _, top = text.get_charbox(seen[0], loose=True)
    _, _, right, _ = text.get_charbox(seen[-1], loose=True)
    size = pdfium.FPDFText_GetFontSize(text.raw, seen[0])
    yield PrintedLine(page=page, text=words, left=left, right=right, top=top, bottom=bottom, size=size)


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return chr(code) if code >= 32 else " "


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
