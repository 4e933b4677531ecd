"""The gazetteer: names, namesakes, tables."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman.codes
from dragoman.where import gazetteer, locate

CODES = Path(dragoman.codes.__file__).parent


def test_finds_a_city() -> None:
    baku = locate("Baku")
    assert baku is not None
    assert (baku.country, round(baku.latitude), round(baku.longitude)) == ("AZE", 40, 50)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Kiev", "Kyiv"),
        ("Xankəndi", "Stepanakert"),
        ("al-Raqqah", "Raqqa"),
        ("the Golan", "Golan Heights"),
        ("TBILISI", "Tbilisi"),
    ],
)
def test_other_spellings_lead_to_one_name(spelling: str, name: str) -> None:
    place = locate(spelling)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    "name", ["Nagorno-Karabakh", "Golan Heights", "West Bank", "Gaza", "Crimea", "Donbas", "Kashmir"]
)
def test_disputed_places_have_no_country(name: str) -> None:
    place = locate(name)
    assert place is not None
    assert place.country is None


def test_the_countries_named_choose_among_namesakes() -> None:
    plain, lebanese = locate("Tripoli"), locate("Tripoli", ["LBN"])
    assert plain is not None
    assert lebanese is not None
    assert (plain.country, lebanese.country) == ("LBY", "LBN")


def test_a_name_that_nobody_bears_is_not_found() -> None:
    assert locate("Qwertyburg-under-Lyme") is None


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = gazetteer.fold(name)
    assert gazetteer.fold(once) == once


def test_every_place_lies_on_earth() -> None:
    for places in gazetteer._index().values():
        for place in places:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180
            assert place.country is None or len(place.country) == 3


def test_the_tables_are_small_and_say_where_they_are_from() -> None:
    table = CODES / "places_cities.tsv.gz"
    assert table.stat().st_size < 3_000_000
    assert "CC BY 4.0" in gzip.decompress(table.read_bytes()).decode().split("\n")[0]
