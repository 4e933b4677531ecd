"""The handle gives tables that filter, convert and print themselves safely."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.dossier.handle import Dossier
from dragoman.errors import InputError, StoreError
from dragoman.records import (
    Claim,
    Document,
    Entity,
    Event,
    Holder,
    Interval,
    OffsetMap,
    Reading,
    Refusal,
    Span,
    Stance,
    Story,
)
from dragoman.store import Read, open_dossier

HOSTILE = "<script>alert('x')</script>"


def claim(number: int, type: str = "ASSAULT", when: str | None = None, holder: str | None = None) -> Claim:
    what = Event(
        type=type,
        mode=None,
        trigger="x",
        trigger_span=Span(0, 1),
        actors=(Entity(name="Vessia", country="VES"),),
        recipients=(Entity(name=HOSTILE, country="ORL"),),
    )
    return Claim(
        id=f"one-{number}",
        document="one",
        proposition=what,
        holders=(Holder(name=holder),) if holder else (),
        stance=Stance(polarity="+", mood="actual"),
        quote=HOSTILE,
        evidence=Span(0, len(HOSTILE)),
        when=Interval.of(when) if when else None,
    )


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    page = Document(
        id="one", path="one.txt", sha256="0" * 64, text=HOSTILE, lines=(), language="en",
        reading=Reading(text=HOSTILE, offsets=OffsetMap(()), lines=()),
    )  # fmt: skip
    claims = (claim(1, when="2021-03-05"), claim(2, "AID", "2021-01-01", "Orland"), claim(3))
    with open_dossier(tmp_path / "a.dossier", create=True) as store:
        store.add(Read(document=page, claims=claims))
        store.refuse(Refusal(document="bad.bin", stage="capture", reason="binary"))
        plain = Story(
            id="s1", type="ASSAULT", actors=("Vessia",), recipients=(), claims=("one-1", "one-3"), documents=("one",),
            origins=("one",), affirmed_by=("one",), denied_by=(), supposed_by=(), when=None, comparisons=(),
        )  # fmt: skip
        store.replace_stories([plain])
    with Dossier(tmp_path / "a.dossier") as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, ["one-1", "one-2", "one-3"]),
        ({"actor": "VES", "type": "AID"}, ["one-2"]),
        ({"holder": "orl"}, ["one-2"]),
        ({"since": "2021-02-01"}, ["one-1"]),
        ({"until": date(2021, 2, 1)}, ["one-2"]),
        ({"since": "2021-01-01", "until": "2021-12-31", "mood": "actual", "polarity": "+"}, ["one-1", "one-2"]),
        ({"story": "s1"}, ["one-1", "one-3"]),
        ({"recipient": "FRA"}, []),
    ],
)
def test_claims_are_chosen(dossier: Dossier, wanted: dict[str, str], ids: list[str]) -> None:
    found = dossier.claims(**wanted)  # type: ignore[arg-type]
    assert [row["id"] for row in found] == ids
    assert len(found) == len(ids)


def test_tables_convert(dossier: Dossier) -> None:
    table = dossier.claims()
    frame = table.to_pandas()
    assert list(frame.columns) == list(table.columns)
    assert list(frame["id"]) == ["one-1", "one-2", "one-3"]
    assert table.to_arrow().num_rows == 3
    assert table.to_dicts()[0]["when_from"] == date(2021, 3, 5)
    assert "3 rows" in repr(table)


def test_all_the_other_tables(dossier: Dossier) -> None:
    assert [s["id"] for s in dossier.stories()] == ["s1"]
    assert dossier.actors().to_dicts()[0]["name"] in ("Vessia", HOSTILE)
    assert [d["doc"] for d in dossier.documents()] == ["one"]
    assert [r["document"] for r in dossier.refusals()] == ["bad.bin"]
    assert [t["claim"] for t in dossier.timeline()] == ["one-2", "one-1"]
    assert dossier.network().edges["VES", "ORL"]["claims"] == 2  # a story counts once
    assert [d.week for d in dossier.dyads(type="AID")] == ["2020-W53"]


def test_hostile_text_stays_text(dossier: Dossier) -> None:
    shown = dossier.claims()._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_a_long_table_shows_its_beginning(tmp_path: Path, dossier: Dossier) -> None:
    from dragoman.dossier.tables import Table
    from dragoman.store.flat import claim_flat

    many = Table("claims", (claim_flat(replace(claim(n), id=f"one-{n}")) for n in range(25)))
    assert "5 more rows" in many._repr_html_()


def test_wrong_calls_are_told(dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="not a day"):
        dossier.claims(since="last week")
    with pytest.raises(InputError, match="before"):
        dossier.claims(since="2021-02-01", until="2021-01-01")
    with pytest.raises(InputError, match="colour"):
        dossier.claims(colour="red")  # type: ignore[call-arg]
    with pytest.raises(InputError, match="no such dossier"):
        Dossier(tmp_path / "none.dossier")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match="pandas"):
        dossier.claims().to_pandas()


def test_it_does_not_write(dossier: Dossier) -> None:
    with pytest.raises(StoreError, match="may not be written"):
        dossier.store.refuse(Refusal(document="x", stage="y", reason="z"))
