"""Exports are complete, read back as they were, and say what their columns mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from dragoman.errors import InputError, StoreError
from dragoman.export import FORMATS, export
from dragoman.export.flat import TABLES
from dragoman.records import (
    Claim,
    Comparison,
    Credit,
    Document,
    Entity,
    Event,
    Fact,
    Holder,
    Interval,
    Line,
    OffsetMap,
    Publication,
    Reading,
    Refusal,
    Reprint,
    Span,
    Stance,
    Story,
)
from dragoman.records.json import claim_from_dict
from dragoman.store import Read, SqliteStore, open_dossier
from dragoman.store.flat import columns

TEXT = "Orland says\u2028Vessia, “=1+1; they say”, shelled\x85 it."


def document() -> Document:
    return Document(
        id="one",
        path="pages/one.txt",
        sha256="ab" * 32,
        text=TEXT,
        lines=(Line(number=1, role="title", span=Span(0, 11)), Line(number=2, role="blank", span=None)),
        reading=Reading(text=TEXT, offsets=OffsetMap(()), lines=()),
        language="en",
        title=Fact(value="Ferry, shelled", basis="first line"),
        published=Publication(interval=Interval.of("2021-03-01", "2021-03-02"), basis="dateline", certainty=0.9),
    )


def claim(number: int = 1) -> Claim:
    what = Event(
        type="ASSAULT",
        mode=None,
        trigger="shelled",
        trigger_span=Span(37, 44),
        actors=(Entity(name="Vessia; Navy", country="VES", text="Vessia"), Entity(name="Reed Front", sector="REB")),
        recipients=(),
    )
    members = (Entity(name="Ada", country="ORL"),)
    return Claim(
        id=f"one-{number}",
        document="one",
        proposition=what,
        holders=(Holder(name="Orland", country="ORL", cue="says", members=members),),
        stance=Stance(polarity="-", mood="possible"),
        quote=TEXT,
        evidence=Span(0, len(TEXT)),
        when=Interval.of("2021-02-28"),
        confidence=0.5,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_dossier(tmp_path / "a.dossier", create=True) as made:
        made.add(Read(document=document(), claims=(claim(1), claim(2))))
        made.refuse(Refusal(document="bad.bin", stage="capture", reason="binary", remedy="save it as text"))
        pair = Comparison(first="one-1", second="one-2", relation="repeats", because="the same origin")
        story = Story(
            id="s1", type="ASSAULT", actors=("Vessia; Navy",), recipients=(), claims=("one-1", "one-2"),
            documents=("one",), origins=("state:ORL",), affirmed_by=(), denied_by=(), supposed_by=("Orland",),
            when=Interval.of("2021-02-28"), comparisons=(pair,),
        )  # fmt: skip
        made.replace_stories([story])
        made.add(Read(document=replace(document(), id="two", sha256="cd" * 32), claims=()))
        credit = Credit(document="two", name="Zel Wire", words="Source: Zel Wire")
        made.replace_reprints([
            Reprint(one="one", two="two", kind="copy", share_of_one=1.0, share_of_two=1.0,
                    sentences=((Span(0, 10), Span(0, 10)),), earlier="one", because="days", credits=(credit,)),
        ])  # fmt: skip
        yield made


def test_jsonl_is_one_object_a_line_in_the_codebooks_form(store: SqliteStore, tmp_path: Path) -> None:
    written = export(store, "jsonl", tmp_path / "out")
    assert [p.name for p in written] == [
        "claims.jsonl",
        "documents.jsonl",
        "stories.jsonl",
        "reprints.jsonl",
        "refusals.jsonl",
    ]
    rows = {p.stem: [json.loads(line) for line in p.read_text("utf-8").splitlines()] for p in written}
    assert [claim_from_dict(row) for row in rows["claims"]] == [replace(claim(n), story="s1") for n in (1, 2)]
    assert rows["documents"][:1] == [
        {
            "doc": "one", "title": "Ferry, shelled", "author": None, "publisher": None, "via": None, "url": None,
            "published": ["2021-03-01", "2021-03-02"], "published_basis": "dateline",
            "published_certainty": 0.9, "published_evidence": [],
            "captured": None, "captured_basis": None, "language": "en",
            "sha256": "ab" * 32, "path": "pages/one.txt",
            "lines": [{"line": 1, "role": "title"}, {"line": 2, "role": "blank"}],
        }
    ]  # fmt: skip
    assert rows["stories"][0]["claims"] == ["one-1", "one-2"]
    assert rows["stories"][0]["comparisons"][0]["relation"] == "repeats"
    assert rows["reprints"][0]["sentences"] == [{"one": [0, 10], "two": [0, 10]}]
    assert rows["reprints"][0]["credits"] == [{"doc": "two", "to": "Zel Wire", "words": "Source: Zel Wire"}]
    assert rows["refusals"][0]["remedy"] == "save it as text"


def test_csv_reads_back(store: SqliteStore, tmp_path: Path) -> None:
    written = {p.stem: p for p in export(store, "csv", tmp_path / "out")}
    with written["claims"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["quote"] for row in rows] == [TEXT, TEXT]
    assert rows[0]["actors"].split("; ") == ["Vessia, Navy", "Reed Front"]
    assert rows[0]["actor_countries"].split("; ") == ["VES", ""]
    assert (rows[0]["polarity"], rows[0]["when_from"], rows[0]["story"]) == ("-", "2021-02-28", "s1")
    assert rows[0]["holder_members"] == "Ada"
    with written["columns"].open(encoding="utf-8", newline="") as file:
        legend = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    for name in TABLES:
        with written[name].open(encoding="utf-8", newline="") as file:
            assert {(name, column) for column in next(csv.reader(file))} <= legend


def test_parquet_keeps_types_even_of_empty_tables(store: SqliteStore, tmp_path: Path) -> None:
    written = {p.stem: pyarrow.parquet.read_table(p) for p in export(store, "parquet", tmp_path / "out")}
    assert set(written) == set(TABLES)
    row = written["claims"].to_pylist()[0]
    assert row["actors"] == ["Vessia; Navy", "Reed Front"]
    assert row["when_from"] == Interval.of("2021-02-28").first
    with open_dossier(tmp_path / "empty.dossier", create=True) as empty:
        none = {p.stem: pyarrow.parquet.read_table(p) for p in export(empty, "parquet", tmp_path / "none")}
    assert none["claims"].schema == written["claims"].schema
    assert none["claims"].num_rows == 0


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_and_filled_by_its_name(store: SqliteStore, name: str) -> None:
    documented = [c.name for c in columns(name)]
    assert all(c.meaning for c in columns(name))
    rows = list(TABLES[name](store))
    assert rows
    assert all(sorted(row) == sorted(documented) for row in rows)


def test_an_unknown_format_names_the_known_ones(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        export(store, "xlsx", tmp_path / "out")
    assert all(name in str(told.value) for name in FORMATS)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_and_a_disk_that_fails(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="not a folder"):
        export(store, "csv", tmp_path / "file")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    export(store, "jsonl", tmp_path / "out")
    before = (tmp_path / "out" / "claims.jsonl").read_bytes()
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreError, match="No space left"):
        export(store, "jsonl", tmp_path / "out")
    monkeypatch.undo()
    assert (tmp_path / "out" / "claims.jsonl").read_bytes() == before
