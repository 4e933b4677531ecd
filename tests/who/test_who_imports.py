import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dragoman.codes.actors.own import own_actors
from dragoman.errors import InputError
from dragoman.who import resolve
from dragoman.who.imports import import_actors
from dragoman.who.lexicon import lexicon
from dragoman.who.resolve import forget

Give = Callable[[str, str], Path]


@pytest.fixture
def give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """give(name, text): a file to import; what is imported lies in a folder of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    forget()

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    yield write
    monkeypatch.undo()
    forget()


CSV = """name,aliases,country,sector,from,to
Harbour Watch of Lirna,"Harbour Watch; HWL",az,NGO,,
Front of the Five Rivers,FFR,Armenia,REB,2001,2009-05
"""


def test_rows_are_known_from_then_on(give: Give) -> None:
    assert resolve("Harbour Watch").country is None
    done = import_actors(give("mine.csv", CSV))
    assert (done.actors, done.passed_over) == (2, 0)
    found = resolve("Harbour Watch")
    assert (found.name, found.country, found.sector) == ("Harbour Watch of Lirna", "AZE", "NGO")
    assert resolve("FFR", date(2005, 1, 1)).sector == "REB"


def test_importing_again_replaces_and_deleting_forgets(give: Give) -> None:
    first = import_actors(give("mine.csv", CSV))
    again = import_actors(give("mine.csv", CSV.replace("az,NGO", "ge,NGO")))
    assert first.at == again.at
    assert resolve("Harbour Watch").country == "GEO"
    again.at.unlink()
    forget()
    assert resolve("Harbour Watch").country is None


def test_own_actors_go_before_ours(give: Give) -> None:
    import_actors(give("mine.csv", "name,aliases,country,sector\nMossad Fan Club,Mossad,FRA,NGO\n"))
    assert resolve("Mossad").name == "Mossad Fan Club"


def test_followthemoney_entities(give: Give) -> None:
    rows = [
        {"id": "1", "schema": "Person", "properties": {"name": ["Ilka Dorn", "I. Dorn"], "nationality": ["at"],
                                                       "topics": ["role.pep"]}},
        {"id": "2", "schema": "Company", "properties": {"name": ["Dorn Shipping"], "jurisdiction": ["xk"]}},
        {"id": "3", "schema": "Vessel", "properties": {"name": ["MV Dorn"]}},
        {"id": "4", "schema": "Organization", "properties": {"name": ["Dorn Column"], "topics": ["crime.terror"]}},
    ]  # fmt: skip
    done = import_actors(give("e.json", "\n".join(map(json.dumps, rows))))
    assert (done.actors, done.passed_over) == (3, 1)
    assert [(e.country, e.sector) for e in map(resolve, ("Ilka Dorn", "Dorn Shipping", "Dorn Column"))] == [
        ("AUT", "GOV"), ("XKX", "BUS"), (None, "UAF"),
    ]  # fmt: skip


def test_simple_targets(give: Give) -> None:
    rows = (
        "id,schema,name,aliases,birth_date,countries",
        "1,Person,Ostap Rill,O. Rill;Rill Ostap,,ua;ru",
        "2,Address,X,,,",
    )
    assert import_actors(give("targets.simple.csv", "\n".join(rows))).passed_over == 1
    assert resolve("Rill Ostap").country == "UKR"


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("a.csv", "who,country\nX,AZE\n", 1, "name"),
        ("a.csv", "name,country\nX,Atlantis\n", 2, "Atlantis"),
        ("a.csv", "name,sector\nGood,MIL\nX,ARMY\n", 3, "ARMY"),
        ("a.csv", "name,from\nX,2001-13-40\n", 2, "2001-13-40"),
        ("a.csv", "name,country\n,AZE\n", 2, "no name"),
        ("a.csv", 'name,aliases\nX,"never closed\n', 2, "CSV"),
        ("a.json", '{"schema": "Person", "properties": {"name": ["A"]}}\n{broken\n', 2, "JSON"),
        ("a.json", '{"schema": "Person"}\n', 1, "FollowTheMoney"),
        ("a.json", '{"schema": "Person", "properties": ["name"]}\n', 1, "FollowTheMoney"),
    ],
)
def test_errors_name_file_line_and_remedy(give: Give, name: str, text: str, line: int, told: str) -> None:
    path = give(name, text)
    with pytest.raises(InputError) as caught:
        import_actors(path)
    assert caught.value.place == f"{path} line {line}"
    assert told in caught.value.reason
    assert caught.value.remedy
    assert own_actors() == ()


def test_what_cannot_be_read_is_said(give: Give, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        import_actors(tmp_path / "nowhere.csv")
    (tmp_path / "bytes.csv").write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(InputError, match="UTF-8"):
        import_actors(tmp_path / "bytes.csv")
    with pytest.raises(InputError, match="no actor"):
        import_actors(give("empty.csv", "name\n"))


def test_marks_of_tables_in_names_do_no_harm(give: Give) -> None:
    import_actors(give("mine.csv", 'name,country\n"# The Tab\tand; Line",GEO\nPlain Row Office,GEO\n'))
    assert [actor.name for actor in own_actors()] == ["The Tab and, Line", "Plain Row Office"]
    assert lexicon().entries["plain row office"][0].sense.country == "GEO"


@pytest.mark.parametrize("spoilt", ["AZE\tNGO", "name\tkind", "body\tAZE"])
def test_a_table_spoilt_by_hand_is_named(give: Give, spoilt: str) -> None:
    at = import_actors(give("mine.csv", CSV)).at
    at.write_text(at.read_text("utf-8").replace(spoilt, "spoilt\t?"), encoding="utf-8")
    forget()
    with pytest.raises(InputError) as caught:
        resolve("Harbour Watch")
    assert caught.value.place == str(at)
    at.unlink()
