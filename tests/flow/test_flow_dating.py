"""Undated pages get an interval before they are read, its evidence on the page; stated and given days stay."""

from __future__ import annotations

from datetime import date

from dragoman.capture import Source, capture
from dragoman.flow.dating import dated, hints
from dragoman.flow.reading import prepared
from dragoman.reader.tokens import english
from dragoman.records import Document, Interval
from dragoman.records.json import document_to_dict
from dragoman.store.rows import document_of, document_record, line_row

PAGE = """Envoys meet in the capital

President Obama met the envoys on Tuesday, April 9. Iran"s delegation stayed away, and the talks will go on.

The spokesman of the ministry said that no date had been set for another meeting, which nobody had expected.

© 2011-2013 The Harbour Gazette. All rights reserved.
"""


def page(text: str, tmp_path_name: str = "page") -> Document:
    from pathlib import Path

    source = Source(name=tmp_path_name, path=f"{tmp_path_name}.txt", file=Path(f"{tmp_path_name}.txt"), kind="text")
    return capture(source, text.encode())


def test_an_undated_page_is_dated_with_evidence_on_the_page():
    document = page(PAGE)
    assert document.published is None
    found = dated(document, prepared(english(), document))
    assert found.published is not None
    assert found.published.interval.overlaps(Interval.of("2013-04-09", "2013-05-09"))
    assert found.published.interval.days <= 31
    assert 0 < found.published.certainty <= 0.9
    for item in found.published.evidence:
        if item.span is not None:
            assert item.quote == item.span.quote(document.text)
    assert any(item.span is None and "2011-2013" in item.quote for item in found.published.evidence)


def test_a_stated_day_stays():
    document = page("Posted on April 22, 2013\n\n" + PAGE)
    assert document.published is not None
    assert dated(document, prepared(english(), document)) is document


def test_nothing_told_leaves_the_page_undated():
    document = page("The bakers of the village quarrelled over the price of flour, and the miller laughed.\n")
    assert dated(document, prepared(english(), document)).published is None


def test_hints_come_from_the_lines_outside_the_text():
    found = hints(page(PAGE), date(2026, 1, 1))
    assert found.copyright is not None
    assert found.copyright[0] == 2013
    assert found.comments == ()


def test_evidence_survives_the_store_and_is_given_out():
    document = page(PAGE)
    document = dated(document, prepared(english(), document))
    columns = (document.id, document.path, document.sha256, document.language, document.text, document_record(document))
    assert document_of(columns, map(line_row, document.lines)) == document
    row = document_to_dict(document)
    assert row["published_evidence"]
    assert {"reason", "quote", "start", "end", "from", "to", "hard"} == set(row["published_evidence"][0])
