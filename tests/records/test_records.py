"""Laws of the records: spans, intervals, offset maps, claims in JSON, errors that travel."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import errors
from dragoman.records import (
    EVENT_TYPES,
    MOODS,
    RELATION_TYPES,
    SECTORS,
    Claim,
    Comparison,
    Entity,
    Event,
    Holder,
    Interval,
    Line,
    OffsetMap,
    Piece,
    Relation,
    Span,
    Stance,
    Statement,
)
from dragoman.records.json import claim_from_dict, claim_to_dict

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
WORDS = st.text(min_size=1, max_size=12)
MODES = st.none() | st.sampled_from(["alleged", "drone", "prime minister"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 500))
    return Span(start, start + draw(st.integers(1, 60)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Interval(first, last)


@st.composite
def offset_maps(draw: st.DrawFn) -> OffsetMap:
    """Kept, repaired and skipped stretches, as capture makes them."""
    pieces: list[Piece] = []
    at = source = 0
    for _ in range(draw(st.integers(1, 8))):
        source += draw(st.integers(0, 5))
        length = draw(st.integers(1, 9))
        source_length = draw(st.sampled_from([length, length, 1, length + 2]))
        pieces.append(Piece(at, at + length, source, source + source_length))
        at, source = at + length, source + source_length
    return OffsetMap(tuple(pieces))


@st.composite
def mapped_spans(draw: st.DrawFn) -> tuple[OffsetMap, Span]:
    offsets = draw(offset_maps())
    end = draw(st.integers(1, offsets.pieces[-1].end))
    return offsets, Span(draw(st.integers(0, end - 1)), end)


entities = st.builds(
    Entity,
    name=WORDS,
    country=st.sampled_from([None, "AZE", "IRN", "ISR"]),
    sector=st.sampled_from([None, *SECTORS]),
    text=st.none() | WORDS,
    span=st.none() | spans(),
)
holders = st.builds(
    Holder,
    name=WORDS,
    country=st.sampled_from([None, "ARM", "TUR"]),
    sector=st.sampled_from([None, *SECTORS]),
    text=st.none() | WORDS,
    span=st.none() | spans(),
    cue=st.none() | WORDS,
    cue_span=st.none() | spans(),
    members=st.lists(entities, max_size=2).map(tuple),
)


def _propositions() -> st.SearchStrategy[Event | Relation | Statement]:
    sides = {
        "actors": st.lists(entities, max_size=2).map(tuple),
        "recipients": st.lists(entities, max_size=2).map(tuple),
    }
    common = {"mode": MODES, "trigger": WORDS, "trigger_span": spans(), **sides}
    return (
        st.builds(Event, type=st.sampled_from(EVENT_TYPES), **common)
        | st.builds(Relation, type=st.sampled_from(RELATION_TYPES), **common)
        | st.builds(Statement, content=WORDS, content_span=spans())
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    what = draw(_propositions())
    evidence = draw(spans())
    length = evidence.end - evidence.start
    return Claim(
        id="page-1",
        document="page",
        proposition=what,
        holders=tuple(draw(st.lists(holders, min_size=1 if isinstance(what, Statement) else 0, max_size=3))),
        stance=Stance(polarity=draw(st.sampled_from("+-")), mood=draw(st.sampled_from(MOODS))),
        quote=draw(st.text(min_size=length, max_size=length)),
        evidence=evidence,
        when=draw(st.none() | intervals()),
        where=draw(st.none() | WORDS),
        confidence=draw(st.floats(0, 1)),
        made_by="test 1",
        story=draw(st.none() | WORDS),
    )


def a_claim(**changes: object) -> Claim:
    text = "Sella denied it."
    claim = Claim(
        id="page-1",
        document="page",
        proposition=Statement(content="it", content_span=Span(13, 15)),
        holders=(Holder(name="Sella"),),
        stance=Stance(polarity="-", mood="actual"),
        quote=text,
        evidence=Span(0, len(text)),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


@given(spans(), spans())
def test_overlap_is_mutual_and_containing_is_overlapping(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.contains(a)
    if a.contains(b):
        assert a.overlaps(b)
        assert a.start <= b.start < b.end <= a.end


@given(st.text(min_size=1), st.data())
def test_a_span_quotes_as_many_characters_as_it_is_long(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, len(text)))
    span = Span(data.draw(st.integers(0, end - 1)), end)
    assert span.quote(text) == text[span.start : span.end]
    assert len(span.quote(text)) == span.end - span.start


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(intervals(), intervals())
def test_what_two_intervals_share_lies_within_both(a: Interval, b: Interval) -> None:
    shared = a.meet(b)
    assert (shared is not None) == a.overlaps(b) == b.overlaps(a)
    assert shared == b.meet(a)
    if shared is not None:
        assert a.contains(shared)
        assert b.contains(shared)


@given(intervals())
def test_an_interval_survives_its_list(interval: Interval) -> None:
    assert Interval.of(*interval.to_list()) == interval
    assert interval.days >= 1


def test_an_interval_counts_both_ends_and_does_not_run_backwards() -> None:
    assert Interval.of("2023-09-19", "2023-09-20").days == 2
    with pytest.raises(ValueError, match="ends before it begins"):
        Interval.of("2023-09-20", "2023-09-19")


@given(mapped_spans())
def test_mapped_spans_stay_within_the_source(case: tuple[OffsetMap, Span]) -> None:
    offsets, span = case
    mapped = offsets.to_source(span)
    assert offsets.pieces[0].source_start <= mapped.start < mapped.end <= offsets.pieces[-1].source_end


@given(mapped_spans(), st.data())
def test_mapping_is_monotone(case: tuple[OffsetMap, Span], data: st.DataObject) -> None:
    offsets, outer = case
    end = data.draw(st.integers(outer.start + 1, outer.end))
    inner = Span(data.draw(st.integers(outer.start, end - 1)), end)
    assert offsets.to_source(outer).contains(offsets.to_source(inner))


@given(st.integers(1, 40), st.integers(0, 40), st.data())
def test_an_unrepaired_piece_keeps_lengths(length: int, shift: int, data: st.DataObject) -> None:
    offsets = OffsetMap((Piece(0, length, shift, shift + length),))
    end = data.draw(st.integers(1, length))
    span = Span(data.draw(st.integers(0, end - 1)), end)
    assert offsets.to_source(span) == Span(span.start + shift, span.end + shift)


def test_a_repaired_piece_comes_back_whole() -> None:
    offsets = OffsetMap((Piece(0, 4, 0, 4), Piece(4, 5, 4, 7), Piece(5, 9, 7, 11)))
    assert offsets.to_source(Span(4, 5)) == Span(4, 7)
    assert offsets.to_source(Span(2, 6)) == Span(2, 8)


@pytest.mark.parametrize(
    "pieces",
    [(Piece(0, 4, 0, 4), Piece(5, 9, 4, 8)), (Piece(0, 4, 6, 10), Piece(4, 8, 0, 4))],
    ids=["gap in the reading", "source out of order"],
)
def test_an_offset_map_refuses_disorder(pieces: tuple[Piece, ...]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        OffsetMap(pieces)


@given(claims())
def test_a_claim_survives_its_dictionary_and_json(claim: Claim) -> None:
    row = claim_to_dict(claim)
    assert claim_from_dict(row) == claim
    assert claim_from_dict(json.loads(json.dumps(row))) == claim


@given(claims())
def test_filing_a_claim_changes_nothing_else(claim: Claim) -> None:
    filed = claim.in_story("s1")
    assert filed.story == "s1"
    assert replace(filed, story=claim.story) == claim


def test_the_origin_is_the_last_holder_or_nobody() -> None:
    chain = (Holder(name="Ledger"), Holder(name="officials"))
    assert a_claim(holders=chain).origin == chain[-1]
    event = Event(type="AID", mode=None, trigger="lent", trigger_span=Span(0, 4), actors=(), recipients=())
    assert a_claim(proposition=event, holders=()).origin is None


@pytest.mark.parametrize("mood", MOODS)
def test_only_the_affirmed_and_actual_is_plain_fact(mood: str) -> None:
    assert Stance(polarity="+", mood=mood).is_plain_fact == (mood == "actual")
    assert not Stance(polarity="-", mood=mood).is_plain_fact


@pytest.mark.parametrize(
    "changes",
    [{"quote": "too short"}, {"confidence": 1.2}, {"confidence": float("nan")}, {"holders": ()}],
    ids=["quote and evidence differ", "confidence above 1", "confidence not a number", "statement without holder"],
)
def test_a_claim_refuses_nonsense(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="page-1"):
        a_claim(**changes)


def test_other_records_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        Entity(name="")
    with pytest.raises(ValueError, match="unknown sector"):
        Entity(name="Baku", sector="XXX")
    with pytest.raises(ValueError, match="alpha-3"):
        Entity(name="Baku", country="az")
    with pytest.raises(ValueError, match="polarity"):
        Stance(polarity="?", mood="actual")
    with pytest.raises(ValueError, match="unknown mood"):
        Stance(polarity="+", mood="wishful")
    with pytest.raises(ValueError, match="unknown line role"):
        Line(number=1, role="footer", span=None)
    with pytest.raises(ValueError, match="unknown comparison"):
        Comparison(first="a-1", second="b-1", relation="resembles", because="")


def test_events_and_relations_keep_their_own_types() -> None:
    with pytest.raises(ValueError, match="unknown event type"):
        Event(type="BACKS", mode=None, trigger="x", trigger_span=Span(0, 1), actors=(), recipients=())
    with pytest.raises(ValueError, match="unknown relation type"):
        Relation(type="AID", mode=None, trigger="x", trigger_span=Span(0, 1), actors=(), recipients=())


ERRORS = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.DragomanError)]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda e: e.__name__)
def test_errors_travel_between_processes_with_all_they_say(kind: type[errors.DragomanError]) -> None:
    sent = kind("the file is empty", place="a/b.txt", remedy="save the page again")
    got = pickle.loads(pickle.dumps(sent))
    assert type(got) is kind
    assert (got.reason, got.place, got.remedy) == (sent.reason, sent.place, sent.remedy)
    assert str(got) == "a/b.txt: the file is empty (save the page again)"


def test_the_error_tree_is_drawn_in_full() -> None:
    assert {e.__name__ for e in ERRORS} <= set((errors.__doc__ or "").replace("─", " ").split())
