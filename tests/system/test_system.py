"""Dyads and network count what is asserted, once, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.records import EVENT_TYPES, RELATION_TYPES, Claim, Entity, Event, Holder, Interval, Relation, Span, Stance
from dragoman.system import dyads, network
from dragoman.system.assertions import plover

ORLAND = Entity(name="Orland", country="ORL")
VESSIA = Entity(name="Vessian Navy", country="VES", sector="MIL")
FRONT = Entity(name="Reed Front", country="VES", sector="REB")


def claim(
    type: str = "ASSAULT",
    actors: tuple[Entity, ...] = (VESSIA,),
    recipients: tuple[Entity, ...] = (ORLAND,),
    *,
    holders: tuple[Holder, ...] = (),
    stance: tuple[str, str] = ("+", "actual"),
    when: Interval | None = None,
    number: int = 1,
    story: str | None = None,
) -> Claim:
    kind = Event if type in EVENT_TYPES else Relation
    what = kind(
        type=type, mode=None, trigger="x", trigger_span=Span(0, 1), actors=actors, recipients=recipients
    )  # fmt: skip
    return Claim(
        id=f"d-{number}",
        document="d",
        proposition=what,
        holders=holders,
        stance=Stance(polarity=stance[0], mood=stance[1]),
        quote="x",
        evidence=Span(0, 1),
        when=when,
        story=story,
    )


def test_the_table_knows_every_type() -> None:
    table = plover()
    assert set(table["types"]) == set(EVENT_TYPES)
    assert set(table["relations"]) < set(RELATION_TYPES)
    assert {t["class"] for t in table["types"].values()} == set(table["classes"])


def test_dyads_count_weeks_and_classes() -> None:
    day = Interval.of("2023-02-01")
    found = dyads(
        [
            claim(when=day, number=1),
            claim("THREATEN", when=Interval.of("2023-01-30", "2023-02-05"), number=2),
            claim("AID", (ORLAND,), (FRONT,), number=3),
            claim(when=Interval.of("2023-01-01", "2023-12-31"), number=4),
        ]
    )
    assert [(d.week, d.actor, d.recipient) for d in found] == [
        ("2023-W05", "VES", "ORL"),
        ("undated", "ORL", "Reed Front"),
        ("undated", "VES", "ORL"),
    ]
    assert (found[0].material_conflict, found[0].verbal_conflict) == (1, 1)
    assert (found[1].material_cooperation, found[2].material_conflict) == (1, 1)


@pytest.mark.parametrize("stance", [("-", "actual"), ("+", "possible"), ("+", "intended"), ("+", "questioned")])
def test_what_is_not_asserted_is_not_counted(stance: tuple[str, str]) -> None:
    assert dyads([claim(stance=stance)]) == []
    assert len(network([claim(stance=stance)])) == 0


def test_hearsay_of_nobody_is_not_counted_and_holders_can_be_left_out() -> None:
    named, unnamed = (Holder(name="Orland", country="ORL"),), (Holder(name="unspecified"),)
    assert dyads([claim(holders=unnamed)]) == []
    assert len(dyads([claim(holders=named)])) == 1
    assert dyads([claim(holders=named)], own_voice_only=True) == []


def test_a_story_counts_once_however_many_pages_tell_it() -> None:
    same = [claim(number=n, story="s1") for n in range(1, 4)]
    assert [d.material_conflict for d in dyads(same)] == [1]
    assert [d.material_conflict for d in dyads([replace(c, story=None) for c in same])] == [3]


def test_two_sided_acts_go_both_ways_and_nobody_deals_with_himself() -> None:
    met = claim("CONSULT", (ORLAND, VESSIA), ())
    assert [(d.actor, d.recipient) for d in dyads([met])] == [("ORL", "VES"), ("VES", "ORL")]
    assert dyads([claim("COERCE", (VESSIA,), (Entity(name="Vessia", country="VES"),))]) == []


def test_the_network_is_signed_and_weighted() -> None:
    graph = network(
        [
            claim(number=1),
            claim("SUPPORT", number=2),
            claim("HOSTILE_TO", (ORLAND,), (FRONT,), number=3),
            claim("PART_OF", (FRONT,), (VESSIA,), number=4),
        ]
    )
    assert graph.edges["VES", "ORL"] == {"positive": 1, "negative": 2, "weight": -1, "sign": -1, "claims": 2}
    assert graph.edges["ORL", "Reed Front"]["sign"] == -1
    assert not graph.has_edge("Reed Front", "VES")
