"""The base of actors: what it holds, and that its tables agree with each other."""

from datetime import date
from itertools import combinations

import pytest

from dragoman.codes.actors import bodies, persons
from dragoman.codes.actors.terms import last_office, terms_of
from dragoman.codes.actors.ties import bodies_of, clients_of, members_of, memberships, patronages, patrons_of
from dragoman.codes.countries import by_alpha2, countries
from dragoman.codes.rows import read_rows
from dragoman.records import SECTORS

HEADS = {"president", "prime minister", "chancellor", "king", "emir", "foreign minister", "defence minister"}


def test_terms_are_read_as_written() -> None:
    first, second = terms_of("foreign minister 2003/2007-08-28;president 2007-08/..")
    assert (first.first, first.last) == (date(2003, 1, 1), date(2007, 8, 28))
    assert (second.first, second.last) == (date(2007, 8, 1), date.max)
    assert last_office("foreign minister 2003/2007;cleric") == "cleric"
    assert last_office("president 2007/..") == "president"


def test_bodies_are_of_known_sectors_at_all_times() -> None:
    dated = [body for body in bodies() if body.held]
    assert len(dated) > 50
    for body in dated:
        terms = terms_of(body.held)
        assert all(term.office in SECTORS and term.first <= term.last for term in terms), body.name
        assert body.sector == terms[-1].office, body.name


def test_members_and_patrons_are_known() -> None:
    names = {body.name for body in bodies()}
    assert set(memberships()) <= names
    assert {term.office for terms in memberships().values() for term in terms} <= set(countries())
    for claim in patronages():
        assert claim.client in names, claim
        assert claim.patron in names or claim.patron in countries(), claim
        assert claim.source, claim
        assert claim.kind in ("arms", "funds", "shelters", "leads", "controls", "backs")


def test_members_come_and_go() -> None:
    assert len(members_of("North Atlantic Treaty Organization", date(1995, 1, 1))) == 16
    assert len(members_of("North Atlantic Treaty Organization", date(2024, 6, 1))) == 32
    assert len(members_of("European Union", date(2014, 1, 1))) == 28
    assert len(members_of("European Union", date(2021, 1, 1))) == 27
    assert "GEO" not in members_of("Commonwealth of Independent States", date(2010, 1, 1))
    assert "Warsaw Pact" in bodies_of("POL", date(1990, 1, 1))


def test_patrons_are_dated() -> None:
    assert "RUS" in {claim.patron for claim in patrons_of("Transnistria", date(2010, 1, 1))}
    assert patrons_of("Transnistria", date(1950, 1, 1)) == ()
    assert "Hezbollah" in {claim.client for claim in clients_of("IRN")}


def test_heads_of_most_states_are_known_since_1990() -> None:
    held = {(person.country, term.office) for person in persons() for term in person.terms if term.office in HEADS}
    states = {
        country for country, office in held if office in ("president", "prime minister", "king", "emir", "chancellor")
    }
    assert len(states) > 180
    assert len({country for country, office in held if office == "foreign minister"}) > 100


@pytest.mark.parametrize("office", ["president", "prime minister", "foreign minister", "defence minister"])
def test_nobody_holds_an_office_long_beside_another(office: str) -> None:
    """Of the same state at the same time: days of handing over, coarse years and rival governments apart."""
    by_state: dict[str | None, list[tuple[date, date, str]]] = {}
    for person in persons():
        for term in person.terms:
            if term.office == office:
                by_state.setdefault(person.country, []).append((term.first, term.last, person.name))
    beside = [
        (state, a[2], b[2])
        for state, terms in by_state.items()
        for a, b in combinations(sorted(terms), 2)
        if (min(a[1], b[1]) - max(a[0], b[0])).days > 731 and a[2] != b[2]
    ]
    assert len(beside) <= 4, beside


def test_alpha2_codes_are_whole() -> None:
    assert by_alpha2()["az"] == "AZE"
    assert len(by_alpha2()) == len(countries())


def test_aliases_repeat_no_name() -> None:
    for row in read_rows("actors/bodies.tsv"):
        names = [row["name"], *filter(None, row["aliases"].split(";"))]
        assert len(names) == len(set(names)), row["name"]
