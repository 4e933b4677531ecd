"""PDF: printed lines to paragraphs, what is printed on every page, what the metadata is worth, what is refused."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from invented_files import pdf, print_lines

from dragoman.capture import pdf_lines, read_page
from dragoman.errors import PageError
from dragoman.records import Capture, Document, Fact

WRAPPED = [
    "The Varnian minister of defence said on Monday that the talks in the",
    "capital had failed, and that no further meeting of the two govern-",
    "ments was planned. The envoy of Ostrel denied it, calling the well-",
    "known claims about the river crossing an invention of the press.",
]
READ = (
    "The Varnian minister of defence said on Monday that the talks in the capital had failed, and that no further "
    "meeting of the two governments was planned. The envoy of Ostrel denied it, calling the well-known claims about "
    "the river crossing an invention of the press."
)


def column(left: float, top: float, lines: list[str]) -> list[tuple[float, float, str]]:
    return [(left, top - 12 * at, line) for at, line in enumerate(lines)]


def read(tmp_path: Path, *pages: bytes, info: str = "") -> Document:
    (tmp_path / "paper.pdf").write_bytes(pdf(list(pages), info))
    return read_page(tmp_path / "paper.pdf")


def roles(document: Document) -> list[str]:
    return [line.role for line in document.lines]


def test_lines_become_paragraphs_and_broken_words_whole(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        print_lines(
            (72, 760, "Talks fail in the Varnian capital", 18),
            *column(72, 700, WRAPPED),
            (72, 640, "The vote is on Sunday, the minister added."),
        ),
    )
    assert document.title == Fact(value="Talks fail in the Varnian capital", basis="title line")
    assert document.reading.text.splitlines() == [
        "Talks fail in the Varnian capital",
        READ,
        "The vote is on Sunday, the minister added.",
    ]
    at = document.reading.text.index("governments")
    span = document.reading.offsets.to_source(type(document.lines[0].span)(at, at + len("governments")))
    assert span.quote(document.text) == "govern-\nments"
    assert document.lines[1].span
    assert document.lines[1].span.quote(document.text) == WRAPPED[0]


def test_hyphens_by_how_the_page_writes_the_word_elsewhere(tmp_path: Path) -> None:
    lines = [
        "Nobody who had read the counter-claim of the ministry in full was of the opin-",
        "ion that it was more than that, said the envoy; the counter-",
        "claim was wrong.",
    ]
    document = read(tmp_path, print_lines(*column(72, 700, [*lines[:1], lines[1]]), (72, 676, lines[2])))
    assert "of the opinion that it" in document.reading.text
    assert "the counter-claim was wrong" in document.reading.text


def test_running_heads_and_page_numbers_are_not_read(tmp_path: Path) -> None:
    opening = WRAPPED[:3]
    sheets = [
        print_lines((72, 810, f"Levant Monitor, issue {n}"), *column(72, 700, opening), (290, 30, f"- {n} -"))
        for n in range(1, 5)
    ]
    document = read(tmp_path, *sheets)
    furniture = [line.span.quote(document.text) for line in document.lines if line.role == "nav" and line.span]
    assert furniture == [text for n in range(1, 5) for text in (f"Levant Monitor, issue {n}", f"- {n} -")]
    assert "Levant" not in document.reading.text


def test_a_paragraph_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    first = print_lines((72, 810, "Levant Monitor"), *column(72, 100, WRAPPED[:2]), (290, 30, "1"))
    second = print_lines((72, 810, "Levant Monitor"), *column(72, 760, WRAPPED[2:]), (290, 30, "2"))
    document = read(tmp_path, first, second)
    assert document.reading.text == READ
    assert roles(document) == ["nav", *["body"] * 4, *["nav"] * 3]


def test_columns_are_read_one_after_the_other_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    left = [
        "Varnia closed its only",
        "port on Monday, and said",
        "that it would stay closed",
        "until the vote was over.",
    ]
    right = ["Ostrel denied that it had", "anything to do with the", "closing of the port, and", "asked for a meeting."]
    rows = [line for pair in zip(column(72, 700, left), column(320, 700, right), strict=True) for line in pair]
    for order in (rows, rows[::-1], [*column(320, 700, right), *column(72, 700, left)]):
        document = read(tmp_path, print_lines(*order))
        if order is rows[::-1]:
            assert document.reading.text.splitlines() == [" ".join(left), " ".join(right)]
        assert " ".join(left) in document.reading.text
        assert " ".join(right) in document.reading.text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks fail on the river", Fact(value="Talks fail on the river", basis="PDF metadata Title")),
        ("Microsoft Word - talks_final.doc", None),
        ("talks final.indd", None),
        ("untitled", None),
    ],
)
def test_metadata_titles_only_where_they_make_sense(tmp_path: Path, title: str, expected: Fact | None) -> None:
    assert read(tmp_path, print_lines(*column(72, 700, WRAPPED)), info=f"/Title({title})").title == expected


def test_metadata_tells_an_author_and_weakly_a_date(tmp_path: Path) -> None:
    info = "/Author(Corin Maas)/CreationDate(D:20230404101010+02'00')/Producer(Typeset 3)"
    document = read(tmp_path, print_lines(*column(72, 700, WRAPPED)), info=info)
    assert document.author == Fact(value="Corin Maas", basis="PDF metadata Author")
    assert document.published
    assert document.published.interval.to_list() == ["2023-04-04", "2023-04-04"]
    assert document.published.basis == "PDF metadata CreationDate"
    assert document.published.certainty < 0.5
    for author in ("admin", "user1", "HP", "Owner"):
        assert read(tmp_path, print_lines(*column(72, 700, WRAPPED)), info=f"/Author({author})").author is None


def test_what_a_browser_printed_was_saved_on_that_day(tmp_path: Path) -> None:
    head = (30, 820, "4/5/23, 9:55 AM"), (250, 820, "Talks fail - Levant Monitor")
    foot = (30, 15, "https://levant.example/news/talks"), (540, 15, "1/1")
    info = "/CreationDate(D:20230405)/Producer(Skia/PDF m111)/Title(Talks fail - Levant Monitor)"
    sheet = print_lines(*head, (72, 760, "Talks fail in the capital", 20), *column(72, 700, WRAPPED), *foot)
    document = read(tmp_path, sheet, info=info)
    assert document.captured == Capture(day=date(2023, 4, 5), basis="PDF metadata CreationDate")
    assert document.published is None
    assert document.url
    assert document.url.value == "https://levant.example/news/talks"
    assert document.title == Fact(value="Talks fail in the capital", basis="title line")
    assert "9:55" not in document.reading.text


def _encrypted() -> bytes:
    trailer = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>/ID[(a)(a)]/Info"
    return pdf([print_lines((72, 700, "Talks fail"))]).replace(b"/Info", trailer)


BOMB = zlib.compress(b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (x) Tj ET\n" * 4_000_000, 9)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (pdf([b"0 0 100 100 re f"] * 3), "only pictures of pages"),
        (_encrypted(), "password"),
        (b"%PDF-1.7 something", "damaged PDF"),
        (pdf([print_lines((72, 700, "Talks fail"))])[:400], "damaged PDF"),
        (b"\0" * 9999, "damaged PDF"),
        (pdf([print_lines((72, 700, "Talks fail"))] * 1001), "more than 1,000 pages"),
        (pdf([print_lines(*((n % 500 + 20, n % 800, "x") for n in range(0, 40_000, 7)))]), "scattered"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path: Path, raw: bytes, reason: str) -> None:
    (tmp_path / "a.pdf").write_bytes(raw)
    with pytest.raises(PageError) as caught:
        read_page(tmp_path / "a.pdf")
    assert reason in caught.value.reason
    assert caught.value.remedy
    assert caught.value.place.endswith("a.pdf")


def test_a_bomb_ends_the_process_that_opens_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meagre = tmp_path / "pdf_lines.py"
    words = Path(pdf_lines.__file__).read_text("utf-8")
    meagre.write_text(words.replace("900 * 1024 * 1024", "200 * 1024 * 1024"), "utf-8")
    assert meagre.read_text("utf-8") != words
    monkeypatch.setattr(pdf_lines, "__file__", str(meagre))
    (tmp_path / "a.pdf").write_bytes(pdf([BOMB], encoding="/Filter/FlateDecode"))
    with pytest.raises(PageError, match="takes more than"):
        read_page(tmp_path / "a.pdf")


def test_a_pdf_of_pdfiums_own_making(tmp_path: Path) -> None:
    source = pypdfium2.PdfDocument(pdf([print_lines(*column(72, 700, WRAPPED))]))
    copy = pypdfium2.PdfDocument.new()
    copy.import_pages(source)
    copy.save(tmp_path / "copy.pdf")
    copy.close()
    source.close()
    assert read_page(tmp_path / "copy.pdf").reading.text == READ


def test_a_pdf_under_another_name(tmp_path: Path) -> None:
    raw = pdf([print_lines(*column(72, 700, WRAPPED))])
    (tmp_path / "download").write_bytes(raw)
    assert read_page(tmp_path / "download").reading.text == READ
    (tmp_path / "page.html").write_bytes(raw)
    with pytest.raises(PageError) as caught:
        read_page(tmp_path / "page.html")
    assert caught.value.remedy == "name it .pdf"
