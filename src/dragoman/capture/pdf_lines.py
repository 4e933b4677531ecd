"""A program of its own: a PDF on stdin, its printed lines and its metadata as JSON on stdout.

pdfium is native code that a crafted file can crash, fill the memory with or keep busy for ever; here it can do that to
nobody else. It imports nothing of Dragoman, so that it starts in a tenth of a second.

stdout: {"fault": "", "metadata": {}, "pages": [{"height": points, "lines": [[text, left, right, top, bottom, size]
…]} …]}, places and size of type in points from the page's lower left corner; or a fault alone: password, damaged,
pages, characters or scattered (over a page, letter by letter).
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_SECONDS = 6
MOST_MEMORY = 900 * 1024 * 1024
MOST_LINES = 3000
"""On one page; a newspaper's has fewer than a thousand."""
_GUTTER = 1.2
"""Sizes of type; spaces within justified lines are narrower."""
_HYPHEN = 0x02
"""What pdfium writes for a hyphen at a line's end, and for the line break after it."""
_NO_CHARACTER = frozenset({0, 0xFFFE, 0xFFFF})

PrintedLine = tuple[str, float, float, float, float, float]


def read(raw: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """What goes to stdout, for these bytes."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        return {"fault": "password" if "password" in str(fault).casefold() else "damaged"}
    if len(document) > most_pages:
        return {"fault": "pages"}
    pages: list[dict[str, Any]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:  # this page alone is damaged
            continue
        characters += text.count_chars()
        if characters > most_characters:
            return {"fault": "characters"}
        lines = list(_lines(text))
        if len(lines) > MOST_LINES:
            return {"fault": "scattered"}
        pages.append({"height": page.get_height(), "lines": lines})
        text.close()
        page.close()
    return {"fault": "", "metadata": document.get_metadata_dict(), "pages": pages}


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[PrintedLine]:
    codes = [pdfium.FPDFText_GetUnicode(text.raw, at) for at in range(text.count_chars())]
    start = 0
    for at, code in enumerate(codes):
        is_break = code == 10 and at > 0 and codes[at - 1] == 13  # pdfium ends lines with CR LF
        if is_break or code == _HYPHEN or (code == 32 and _is_wide(text, codes, at)):
            yield from _line(text, codes, start, at + (code == _HYPHEN))
            start = at + 1
    yield from _line(text, codes, start, len(codes))


def _is_wide(text: pypdfium2.PdfTextPage, codes: list[int], at: int) -> bool:
    """Whether a space is a gap between columns, which pdfium takes for one line where they are printed row by row."""
    if at == 0 or at + 1 == len(codes) or min(codes[at - 1], codes[at + 1]) <= 32:
        return False
    size = pdfium.FPDFText_GetFontSize(text.raw, at - 1)
    return bool(text.get_charbox(at + 1)[0] - text.get_charbox(at - 1)[2] > _GUTTER * size)


def _line(text: pypdfium2.PdfTextPage, codes: list[int], start: int, end: int) -> Iterator[PrintedLine]:
    seen = [at for at in range(start, end) if codes[at] > 32 or codes[at] == _HYPHEN]
    if not seen:
        return
    words = "".join(_letter(code) for code in codes[start:end] if code not in _NO_CHARACTER)
    words = " ".join(words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").split())
    left, bottom, _, top = text.get_charbox(seen[0], loose=True)
    _, _, right, _ = text.get_charbox(seen[-1], loose=True)
    yield words, left, right, top, bottom, pdfium.FPDFText_GetFontSize(text.raw, seen[0])


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return chr(code) if code >= 32 else " "


def main() -> None:
    """Read, within the bounds of memory and of time on the processor."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = read(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
