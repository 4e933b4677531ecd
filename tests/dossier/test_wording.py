from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_dossier import ARZ, BEL, CLAIMS, COR, HARBOUR, STORIES, actor, claim, holder

from dragoman.dossier.wording import (
    GROUPS,
    chain,
    day,
    join_names,
    line_number,
    marked_quote,
    own_voice,
    plural,
    proposition,
    say,
    stance_verb,
    stance_words,
    story_title,
)
from dragoman.records import EVENT_TYPES, MOODS, RELATION_TYPES, Interval, Stance


@pytest.mark.parametrize(
    ("type", "mode", "actors", "recipients", "words"),
    [
        ("AID", None, ["Belmark"], ["Corland"], "Belmark gives aid to Corland"),
        ("AID", None, ["Arzenia", "Belmark"], ["Corland"], "Arzenia and Belmark give aid to Corland"),
        ("AID", None, [], ["Corland"], "somebody gives aid to Corland"),
        ("ASSAULT", None, ["Arzenia", "Belmark"], [], "Arzenia and Belmark fight"),
        ("ASSAULT", "aerial", ["Arzenia"], ["A", "B", "C"], "Arzenia attacks A, B and C from the air"),
        ("ASSAULT", "never-heard-of", ["Arzenia"], ["Belmark"], "Arzenia attacks Belmark"),
        ("PART_OF", None, ["Port Guard"], ["Belmark"], "Port Guard belongs to Belmark"),
        ("ALLIED_WITH", None, ["Arzenia", "Belmark"], [], "Arzenia and Belmark are allied"),
        ("HOLDS_OFFICE", "minister of tides", ["Ada Quill"], ["Belmark"], "Ada Quill is minister of tides of Belmark"),
        ("HOLDS_OFFICE", None, ["Ada Quill"], [], "Ada Quill holds office"),
        ("COERCE", "spying and subversion", ["Arzenian agents"], [], "Arzenian agents engage in spying or subversion"),
        ("AID", None, ["Ministry of Works"], [], "Ministry of Works gives aid"),
        ("UNHEARD", None, ["Arzenia"], ["Belmark"], "Arzenia UNHEARD Belmark"),
    ],
)
def test_propositions_are_clauses(type, mode, actors, recipients, words):
    assert say(type, mode, actors, recipients) == words


@pytest.mark.parametrize("type", [*EVENT_TYPES, *RELATION_TYPES])
def test_every_type_has_words(type):
    assert type not in say(type, None, ["Arzenia"], ["Belmark"])
    assert say(type, None, ["Arzenia"], ["Belmark"]).startswith("Arzenia ")
    assert "Belmark" in say(type, None, ["Arzenia"], ["Belmark"])
    assert "{" not in say(type, "x", ["Arzenia"], [])


@pytest.mark.parametrize("polarity", ["+", "-"])
@pytest.mark.parametrize("mood", MOODS)
def test_every_stance_has_words(polarity, mood):
    words = stance_words(Stance(polarity=polarity, mood=mood))
    assert words.group in GROUPS
    assert ("−" in words.mark) == (polarity == "-")


def test_stances_differ_in_badge():
    badges = [stance_words(Stance(polarity=p, mood=m)).badge for p in "+-" for m in MOODS]
    assert len(set(badges)) == len(badges)


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=5))
def test_all_names_are_said(names):
    said = join_names(names)
    assert all(name in said for name in names)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2012-04-04", "2012-04-04", "4 Apr 2012"),
        ("2012-04-01", "2012-04-30", "Apr 2012"),
        ("2012-02-01", "2012-02-29", "Feb 2012"),
        ("2012-12-01", "2012-12-31", "Dec 2012"),
        ("2012-01-01", "2012-12-31", "2012"),
        ("2011-01-01", "2012-12-31", "2011–2012"),
        ("2012-04-04", "2012-04-09", "4–9 Apr 2012"),
        ("2012-04-04", "2012-05-09", "4 Apr – 9 May 2012"),
        ("2012-04-01", "2012-06-30", "Apr – Jun 2012"),
        ("2011-12-30", "2012-01-02", "30 Dec 2011 – 2 Jan 2012"),
    ],
)
def test_intervals_in_words(first, last, words):
    assert day(Interval.of(first, last)) == words


@given(st.dates(), st.dates())
def test_every_interval_can_be_said(a, b):
    assert str(max(a, b).year) in day(Interval(min(a, b), max(a, b)))


def test_no_interval_is_empty():
    assert day(None) == ""


def test_chain_and_voice():
    assert chain(CLAIMS[3], "Echo") == ("Port Herald", "Arzenia")
    own = claim(HARBOUR, 9, "Belmark's ministry denied", "REJECT", actors=[BEL])
    assert chain(own, own_voice(HARBOUR)) == ("Port Herald",)
    assert own_voice(replace(HARBOUR, publisher=None)) == "harbour"
    unnamed = replace(own, holders=(holder("unspecified"),))
    assert chain(unnamed, "Echo") == ("an unnamed source",)
    both = replace(holder("both sides"), members=(ARZ, BEL))
    assert chain(replace(own, holders=(both,)), "Echo") == ("both sides (Arzenia and Belmark)",)


def test_a_plan_of_ones_own_is_an_intention():
    plan = claim(
        HARBOUR, 9, "Corland may attack", "ASSAULT", actors=[COR], holders=[holder("Corland")], stance="+intended"
    )
    assert stance_verb(plan) == "intends"
    assert stance_verb(replace(plan, holders=(holder("Ivo"),))) == "speaks of a plan"


def test_quote_is_cut_at_its_trigger():
    assert marked_quote(CLAIMS[2]) == ("Corland may ", "attack", " Arzenia next year")
    statement = claim(HARBOUR, 9, "mark my words", None, holders=[holder("Ivo")])
    assert marked_quote(statement) == ("mark my words", "", "")
    assert proposition(statement) == "“mark my words”"


def test_story_title_takes_the_mode_that_its_claims_share():
    assert story_title(STORIES[1], (CLAIMS[2],)) == "Corland attacks Arzenia"
    told = claim(HARBOUR, 9, "Corland may attack", "ASSAULT", mode="aerial", actors=[actor("Corland")])
    assert story_title(STORIES[1], (told,)) == "Corland attacks from the air"
    assert story_title(STORIES[1], (told, CLAIMS[2])) == "Corland attacks Arzenia"


def test_story_title_is_one_claims_and_no_sum_of_names():
    odd = claim(HARBOUR, 9, "Corland may attack", "ASSAULT", actors=[ARZ, BEL, COR], recipients=[COR, ARZ])
    assert story_title(STORIES[1], (odd, CLAIMS[2], replace(CLAIMS[2], id="harbour-8"))) == "Corland attacks Arzenia"


def test_many_holders_take_a_plural_verb():
    assert stance_verb(replace(CLAIMS[1], holders=(holder("Belmark's sailors"),))) == "deny"
    assert stance_verb(replace(CLAIMS[1], holders=(replace(holder("both"), members=(ARZ, BEL)),))) == "deny"
    assert stance_verb(CLAIMS[1]) == "denies"


def test_line_numbers_and_plurals():
    assert [line_number(HARBOUR, c) for c in CLAIMS[:3]] == [4, 4, 7]
    assert plural(1, "story", "stories") == "1 story"
    assert plural(12000, "page") == "12,000 pages"
