from __future__ import annotations

import csv
import io
import json

import pytest
from invented_dossier import ARZ, CLAIMS, claim, page

from dragoman.records.json import claim_from_dict
from dragoman.store import Read, open_dossier
from dragoman.who.resolve import forget

ASKING = ("claims", "stories", "actors", "timeline", "documents", "refusals")


def test_a_claim_says_who_how_what_where(call, dossier):
    code, out, err = call("claims", dossier, "--holder", "Port Herald")
    assert code == 0
    assert out.splitlines() == [
        "+ Port Herald → Arzenia asserts: Belmark gives aid to Corland",
        "  “Arzenia claims that Belmark [lent] its harbour to Corland”",
        "  echo line 1 · AID · 80% sure · echo-1",
        "",
    ]
    assert err == "1 claim\n"


def test_a_denial_reads_as_a_denial(call, dossier):
    _, out, _ = call("claims", dossier, "--polarity", "denied")
    assert out.splitlines()[0] == "− Belmark denies: Belmark gives aid to Corland"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--actor", "ARZ"], {"echo-2"}),
        (["--recipient", "arzenia"], {"harbour-3"}),
        (["--type", "aid", "--document", "echo"], {"echo-1"}),
        (["--mood", "POSSIBLE"], {"harbour-3"}),
        (["--kind", "relation"], set()),
        (["--polarity", "-"], {"harbour-2"}),
        (["--since", "2022"], {"harbour-3"}),
        (["--until", "2021-05"], {"harbour-1"}),
        (["--words", "mark my"], set()),
        (["--words", "ministry"], {"harbour-2"}),
    ],
)
def test_options_narrow(call, dossier, options, ids):
    code, out, err = call("claims", dossier, "--json", *options)
    assert code == 0
    assert err == ""
    assert {row["id"] for row in json.loads(out)} == ids


def test_json_claims_are_the_claims(call, dossier):
    _, out, _ = call("claims", dossier, "--json")
    stories = {claim.id: claim for claim in CLAIMS}
    for row in json.loads(out):
        assert claim_from_dict(row).quote == stories[row["id"]].quote


@pytest.mark.parametrize("command", ASKING)
@pytest.mark.parametrize("which", ["dossier", "empty"])
def test_json_is_one_document_and_csv_a_sheet(call, request, command, which):
    path = request.getfixturevalue(which)
    code, out, err = call(command, path, "--json")
    rows = json.loads(out)
    assert (code, err, type(rows)) == (0, "", list)
    code, out, err = call(command, path, "--csv")
    sheet = list(csv.DictReader(io.StringIO(out)))
    assert (code, err, len(sheet)) == (0, "", len(rows))
    assert bool(rows) == (which == "dossier")


@pytest.mark.parametrize("command", ASKING)
def test_an_empty_dossier_says_so(call, empty, command):
    code, out, err = call(command, empty)
    assert (code, out) == (0, "")
    assert "no " in err or "0 pages" in err


def test_stories_lead_with_the_disputed(call, dossier):
    _, out, _ = call("stories", dossier)
    first, second = out.strip().split("\n\n")
    assert first.startswith("≠ Belmark gives aid to Corland\n")
    for words in ("2 independent origins", "affirmed by Arzenia", "denied by Belmark", "[lent]"):
        assert words in first
    assert second.startswith("◇ Ivo thinks possible: Corland attacks Arzenia\n")


def test_stories_narrow_by_their_claims(call, dossier):
    _, out, _ = call("stories", dossier, "--mood", "possible", "--json")
    assert [story["id"] for story in json.loads(out)] == ["s-2"]


def test_actors_show_the_words_that_led_to_them(call, dossier):
    _, out, err = call("actors", dossier, "--actor", "BEL")
    assert "Belmark" in out
    assert "Arzenia" not in out
    assert err == "1 actor\n"


def test_timeline_is_in_order_with_the_undated_last(call, dossier):
    _, out, _ = call("timeline", dossier)
    times = [line[:24].strip() for line in out.splitlines()]
    assert times[:2] == ["3 May 2021", "2022"]
    assert set(times[2:]) == {"undated"}


def test_documents_tell_their_date_and_its_basis(call, dossier):
    _, out, _ = call("documents", dossier)
    assert "4 May 2021" in out
    assert "dateline" in out
    _, out, _ = call("documents", dossier, "--json", "--document", "harbour")
    row = json.loads(out)[0]
    assert row["published"] == ["2021-05-04", "2021-05-04"]
    assert {"line": 5, "role": "nav"} in row["lines"]


def test_documents_tell_where_else_they_are_printed(call, dossier):
    _, out, _ = call("documents", dossier)
    assert "takes over from harbour" in out
    assert "taken over by echo" in out
    _, out, _ = call("documents", dossier, "--json")
    rows = {row["doc"]: row for row in json.loads(out)}
    assert (rows["echo"]["reprint_of"], rows["echo"]["copies"]) == (["harbour"], [])
    assert (rows["harbour"]["reprint_of"], rows["harbour"]["copies"]) == ([], ["echo"])
    (reprint,) = rows["echo"]["reprints"]
    assert rows["harbour"]["reprints"] == [reprint]
    assert (reprint["one"], reprint["two"], reprint["kind"], reprint["earlier"]) == (
        "echo",
        "harbour",
        "reprint",
        "harbour",
    )
    assert reprint["sentences"] == [{"one": [0, 86], "two": [52, 133]}]
    assert reprint["credits"][0] == {"doc": "echo", "to": "Port Herald", "words": "According to the Port Herald"}
    _, out, _ = call("documents", dossier, "--csv")
    assert {row["doc"]: row["reprint_of"] for row in csv.DictReader(out.splitlines())} == {
        "echo": "harbour",
        "harbour": "",
    }


def test_refusals_say_why(call, dossier):
    code, out, err = call("refusals", dossier)
    assert "the file is empty" in out
    assert (code, err) == (0, "1 page refused\n")


def test_limit(call, dossier):
    _, out, _ = call("claims", dossier, "--limit", 2, "--json")
    assert len(json.loads(out)) == 2


def test_nothing_fitting_is_told_apart_from_nothing_there(call, dossier, empty):
    assert "fits these options" in call("claims", dossier, "--actor", "nobody at all")[2]
    assert "holds no claim" in call("claims", empty, "--actor", "nobody at all")[2]


def test_hostile_pages_cannot_steer_the_terminal(call, tmp_path):
    on = page("evil", "[bold red]x[/] \x1b]0;owned\x07 \u202egnp \x9b31m :smile: blamed")
    path = tmp_path / "evil.dossier"
    with open_dossier(path, create=True) as store:
        store.add(Read(document=on, claims=(claim(on, 1, on.text, "ACCUSE", "blamed", actors=[ARZ]),)))
    for command in ("claims", "documents"):
        _, out, _ = call(command, path)
        assert not set(out) & {"\x1b", "\x07", "\u202e", "\x9b"}
    assert "[bold red]x[/] ␛]0;owned␇ �gnp �31m :smile: [blamed]" in call("claims", path)[1]


def test_long_lines_are_whole_in_a_pipe_and_folded_on_a_terminal(call, tmp_path, monkeypatch):
    on = page("long", "Arzenia blamed " + "word " * 200 + "end")
    path = tmp_path / "long.dossier"
    with open_dossier(path, create=True) as store:
        store.add(Read(document=on, claims=(claim(on, 1, on.text, "ACCUSE", "blamed", actors=[ARZ]),)))
    assert max(map(len, call("claims", path)[1].splitlines())) > 1000
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    out = call("claims", path)[1]
    import re

    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(map(len, plain.splitlines())) <= 60
    assert plain.count("word") == 200


def test_actors_of_a_dossier_need_no_further_word(call, dossier):
    assert call("actors", dossier, "--json") == call("actors", "list", dossier, "--json")


def test_actors_find_tells_terms_members_and_patrons_with_their_source(call):
    code, out, err = call("actors", "find", "the Iranian foreign minister", "--on", "2014-01-05")
    assert (code, err) == (0, "")
    assert out.startswith("Mohammad Javad Zarif (IRN, GOV)\n")
    assert "foreign minister: 2013-08-15 to 2021-08-25" in out
    told = json.loads(call("actors", "find", "Transnistria", "--json")[1])
    assert told["sector"] == "REB"
    assert {"patron": "RUS", "denied": True}.items() <= told["patrons"][0].items()
    assert "Court" in told["patrons"][0]["source"]
    assert "members: AUS, GBR, USA" in call("actors", "find", "AUKUS")[1]


def test_actors_find_wants_words_and_a_single_day(call):
    assert call("actors", "find", " ")[0] == 2
    code, _, err = call("actors", "find", "Baku", "--on", "2014")
    assert code == 2
    assert "no single day" in err


def test_actors_import_says_what_it_kept_or_what_is_wrong(call, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name,country\nLantern Office,AZE\n", encoding="utf-8")
    bad.write_text("name,country\nLantern Office,Nowhere\n", encoding="utf-8")
    code, _, err = call("actors", "import", good)
    assert (code, (tmp_path / "config/dragoman/actors/good.tsv").exists()) == (0, True)
    assert "1 actor" in err
    code, _, err = call("actors", "import", bad)
    assert code == 2
    assert "bad.csv line 2" in err
    assert "remedy" in err
    forget()
