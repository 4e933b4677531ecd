from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from invented_dossier import ARZ, BEL, CLAIMS, COR, ECHO, HARBOUR, actor, claim, holder, page

from dragoman.dossier.overview import MATRIX_SIZE, accusations, count_by_stance
from dragoman.dossier.pages import page_lines, segments
from dragoman.dossier.timeline import timeline
from dragoman.records import Interval, Publication, Span

TEXT = "Arzenia blamed Belmark while Corland, which Belmark arms, kept silent."


@st.composite
def spans(draw):
    start = draw(st.integers(0, len(TEXT) - 2))
    return start, draw(st.integers(start + 1, len(TEXT)))


@given(st.lists(spans(), max_size=6))
def test_segments_tile_the_text_and_carry_each_quote(places):
    on = page("p", TEXT)
    made = [claim(on, n, TEXT[a:b], "ACCUSE", actors=[ARZ]) for n, (a, b) in enumerate(places)]
    runs = segments(TEXT, Span(0, len(TEXT)), made)
    assert "".join(run.text for run in runs) == TEXT
    for c in made:
        assert "".join(run.text for run in runs if c in run.claims) == c.quote
        assert sum(c in run.starts for run in runs) == (1 if c.quote.strip() else 0)
        assert sum(c in run.ends for run in runs) == (1 if c.quote.strip() else 0)
    for a, b in pairwise(runs):
        assert a.text
        assert b.text


def test_innermost_claim_gives_the_group():
    on = page("p", TEXT)
    outer = claim(on, 1, TEXT, "ACCUSE", "blamed", actors=[ARZ])
    inner = claim(on, 2, "Belmark arms", "AID", "arms", actors=[BEL], holders=[holder("Ivo")], stance="-actual")
    groups = {run.text: run.group for run in segments(TEXT, Span(0, len(TEXT)), [outer, inner])}
    assert groups["arms"] == "denied"
    assert groups["blamed"] == "asserted"


def test_a_quote_over_two_lines_is_noted_once():
    on = page("p", "Arzenia blamed\nBelmark for it.")
    made = claim(on, 1, "Arzenia blamed\nBelmark", "ACCUSE", "blamed", actors=[ARZ])
    lines = page_lines(on, [made])
    assert [line.claims for line in lines] == [(made,), ()]
    assert [run.text for line in lines for run in line.segments if run.claims] == ["Arzenia ", "blamed", "Belmark"]
    assert [len(run.ends) for line in lines for run in line.segments if run.claims] == [0, 0, 1]


def test_lines_say_whose_comment_begins():
    assert [line.number for line in page_lines(HARBOUR, CLAIMS) if line.opens_voice] == [7]
    assert 3 not in [line.number for line in page_lines(HARBOUR, CLAIMS)]


def test_lines_say_when_a_comment_was_posted_and_whom_it_answers():
    posted = Publication(interval=Interval.of("2021-03-02"), basis="2 March, 14:10", certainty=0.9)
    on = page("p", "Nonsense.\nIndeed.", voices={1: "Quill", 2: "Ada"}, told={2: {"posted": posted, "to": "Quill"}})
    first, second = page_lines(on, [])
    assert (first.posted, first.answers) == ("", "")
    assert (second.posted, second.posted_basis, second.answers) == ("2 Mar 2021", "2 March, 14:10", "Quill")


def test_timeline_lays_stances_of_one_story_together():
    year = Interval.of("2020-01-01", "2020-12-31")
    says = claim(ECHO, 7, "Belmark lent", "AID", actors=[BEL], when=year, story="s")
    denies = claim(ECHO, 8, "Belmark", "AID", actors=[BEL], when=year, stance="-actual", story="s", holders=[COR_H])
    undated = claim(ECHO, 9, "Arzenia", "AID", actors=[ARZ])
    office = claim(ECHO, 10, "Arzenia", "HOLDS_OFFICE", actors=[ARZ], when=year)
    entries = timeline([undated, says, denies, office], {"echo": "Echo"})
    assert [entry.when for entry in entries] == [year, None]
    assert [(h.badge, h.holders) for h in entries[0].holdings] == [("asserted", ("Echo",)), ("denied", ("Corland",))]


COR_H = holder("Corland")


def test_counts_by_stance_leave_nothing_out():
    counts = count_by_stance(CLAIMS)
    assert sum(counts.values()) == len(CLAIMS)
    assert (counts["asserted"], counts["denied"], counts["possible"], counts["urged"]) == (3, 1, 1, 0)


def test_only_accusations_put_forward_as_facts_are_counted():
    denied = claim(ECHO, 9, "Arzenia claims", "ACCUSE", actors=[COR], recipients=[BEL], stance="-actual")
    matrix = accusations([*CLAIMS, denied])
    assert matrix.counts == {("Arzenia", "Belmark"): 1}
    many = [claim(ECHO, n, "Arzenia", "ACCUSE", actors=[actor(f"Actor {n}")], recipients=[BEL]) for n in range(20)]
    assert len(accusations(many).rows) == MATRIX_SIZE
    assert accusations(many).left_out == 20 - MATRIX_SIZE
