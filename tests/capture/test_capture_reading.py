"""The reading and the way back to the page."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture import read_page
from dragoman.capture.blocks import split_lines
from dragoman.capture.plain import lay_out
from dragoman.capture.repairs import repair, repaired
from dragoman.records import READ_ROLES, Reading, Span

WORDS = st.sampled_from(
    ["Varnia", "troops", "left", "the", "town", "on", "Monday.", "“peace”", 'Iran"s', 'don”t', "re\u00adport", "ﬁre",
     "a\u00a0b", "Ã©tude", "sheâ€™s", "\u200bhidden", "x\u2003y", "&amp;", "—", "•", "1.", "Leave a Reply",
     "by Ada Vrel", "Mason says:"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=25).map(" ".join)
PAGES = st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=12).map("\n".join)


def test_the_slip_of_a_converter_becomes_an_apostrophe() -> None:
    assert repaired('Iran"s army and “they”re gone” said "so"') == 'Iran\'s army and “they’re gone” said "so"'


def test_faults_are_mended() -> None:
    assert repaired("a\u00a0b\u200bc \u00adofﬁce  sheâ€™s &amp; cafÃ©") == "a bc office she’s & café"


def test_clean_text_stays() -> None:
    text = "“Nobody,” she said — ‘nobody’ — “knows 100% of São Tomé’s Ördek.”"
    assert repaired(text) == text


@given(st.text(max_size=80))
def test_stretches_lie_in_order_and_quote_the_line_or_mend_it(line: str) -> None:
    at = 0
    for stretch in repair(line):
        assert at <= stretch.start < stretch.end <= len(line)
        assert stretch.text
        at = stretch.end


def check_map(text: str, reading: Reading) -> None:
    assert "".join(reading.text[p.start : p.end] for p in reading.offsets.pieces) == reading.text
    for piece in reading.offsets.pieces:
        assert 0 <= piece.source_start < piece.source_end <= len(text)


@given(PAGES, st.data())
def test_every_span_of_the_reading_quotes_the_page(text: str, data: st.DataObject) -> None:
    reading = lay_out(text).reading
    check_map(text, reading)
    for word in re.finditer(r"\S+", reading.text):
        span = Span(word.start(), word.end())
        quote = reading.offsets.to_source(span).quote(text)
        touched = [p for p in reading.offsets.pieces if p.start < span.end and span.start < p.end]
        words = [text[p.source_start : p.source_end] for p in touched]
        if all(reading.text[p.start : p.end] == own for p, own in zip(touched, words, strict=True)):
            assert "".join(c for c in quote if c in word.group()) == word.group()
            assert len(touched) > 1 or quote == word.group()
        else:
            assert all(own in quote for own in words[1:-1])
    if reading.text:
        start = data.draw(st.integers(0, len(reading.text) - 1))
        end = data.draw(st.integers(start + 1, len(reading.text)))
        source = reading.offsets.to_source(Span(start, end))
        assert 0 <= source.start < source.end <= len(text)


@given(st.text(alphabet=st.sampled_from("ab \n\r"), max_size=40))
def test_lines_cover_the_text_but_for_its_breaks(text: str) -> None:
    spans = split_lines(text)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert sum(end - start for start, end in spans) <= len(text)
    for start, end in spans:
        assert "\n" not in text[start:end]


def test_wrapped_paragraphs_are_read_as_whole_sentences() -> None:
    text = (
        "The harbour of Ostrel\n\n"
        "The harbour master of Ostrel said on Tuesday that no ship\n"
        "had left the port since the beginning of the blockade, and\n"
        "that the crews of four trawlers were still waiting for the\n"
        "papers which the ministry had promised them.\n\n"
        "Nobody in the town believes that the blockade will end soon,\n"
        "although the fishermen say otherwise when they are asked by\n"
        "strangers in the market.\n"
    )
    page = lay_out(text)
    assert page.reading.text.split("\n")[1].endswith("which the ministry had promised them.")
    assert len(page.reading.lines) == page.reading.text.count("\n") + 1 == 3
    assert [line.role for line in page.lines].count("body") == 7
    at = page.reading.text.index("no ship had left")
    assert page.reading.offsets.to_source(Span(at, at + 16)).quote(text) == "no ship\nhad left"


@given(PAGES)
def test_roles_cover_every_line_once(text: str) -> None:
    page = lay_out(text)
    assert [line.number for line in page.lines] == list(range(1, len(split_lines(text)) + 1))
    read = [line for line in page.lines if line.role in READ_ROLES]
    assert len(page.reading.lines) <= len(read)
    assert bool(page.reading.lines) == bool(page.reading.text)
    assert all(line.voice is None for line in page.lines if line.role != "comment")


def test_lines_have_their_number_role_and_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Bridge closed\n\nThe ministry said on Monday that the bridge would stay closed until spring.\n", "utf-8"
    )
    document = read_page(page)
    assert [(line.number, line.role, line.text[:6]) for line in document.lines] == [
        (1, "title", "Bridge"), (2, "blank", ""), (3, "body", "The mi"),
    ]  # fmt: skip
    assert str(document.title) == "Bridge closed"
