"""Our own list of actor phrases: well made, and above its floors."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from eval.who import UNSEEN, found, own_cases, part_of

from dragoman.codes.countries import countries
from dragoman.records import SECTORS
from dragoman.who.words import key_of

FLOORS = tomllib.loads((Path(__file__).parents[2] / "eval/floors.toml").read_text("utf-8"))["actors"]


def test_the_cases_are_whole() -> None:
    cases = own_cases()
    assert len(cases) >= 150
    assert len({(case.phrase, case.on) for case in cases}) == len(cases)
    assert all(case.country is None or case.country in countries() for case in cases)
    assert all(case.sector is None or case.sector in SECTORS for case in cases)
    assert all(date(1990, 1, 1) <= date.fromisoformat(case.on) for case in cases)
    assert all(case.context is None or case.phrase in case.context for case in cases)
    assert len(list(part_of(cases, "unseen", UNSEEN))) == UNSEEN


def test_they_are_above_their_floors() -> None:
    cases = own_cases()
    got = [found(case) for case in cases]
    pairs = list(zip(cases, got, strict=True))
    named = [(case, actor) for case, actor in pairs if case.name is not None]
    assert sum(c.country == a.country for c, a in pairs) >= FLOORS["own_cases_country"] * len(pairs)
    assert sum(c.sector == a.sector for c, a in pairs) >= FLOORS["own_cases_sector"] * len(pairs)
    assert sum(key_of(c.name or "") == key_of(a.name) for c, a in named) >= FLOORS["own_cases_name"] * len(named)
