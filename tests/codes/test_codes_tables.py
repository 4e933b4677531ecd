from dragoman.codes.actors import bodies, nouns, persons, roles
from dragoman.codes.countries import countries
from dragoman.records import SECTORS


def test_countries_are_whole() -> None:
    known = countries()
    assert len(known) >= 249
    assert all(len(code) == 3 and code.isupper() for code in known)
    assert known["AZE"].adjective == "Azerbaijani"


def test_borders_are_mutual() -> None:
    known = countries()
    land = {(a, b) for a, c in known.items() for b in c.neighbours}
    assert ("IRN", "AZE") in land
    assert all(b in known for _, b in land)


def test_codes_and_sectors_exist() -> None:
    known = countries()
    for actor in (*bodies(), *persons()):
        assert actor.country is None or actor.country in known, actor.name
    for row in (*bodies(), *roles(), *nouns()):
        assert row.sector is None or row.sector in SECTORS, row
    assert all(role.state in ("", "-") or role.state in known for role in roles())


def test_names_are_unique_and_sorted() -> None:
    for names in ([b.name for b in bodies()], [p.name for p in persons()]):
        assert len(names) == len(set(names))
    assert [p.name.casefold() for p in persons()] == sorted(p.name.casefold() for p in persons())


def test_terms_run_forwards() -> None:
    assert all(term.first <= term.last for person in persons() for term in person.terms)


def test_kinds_of_nouns() -> None:
    assert {noun.kind for noun in nouns()} <= {"body", "group", "persons", "state", "party", "source"}
    assert {noun.belongs for noun in nouns()} <= {"home", "near", "none"}
