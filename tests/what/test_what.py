"""Findings and entities to propositions."""

from dragoman.records import Entity, Finding, Span
from dragoman.what.component import entities, proposition
from dragoman.what.modes import fits


def finding(trigger, kind, actors=(), recipients=(), mode=None):
    return Finding(
        trigger=trigger, type=kind, mode=mode, actors=tuple(actors), recipients=tuple(recipients), holder=None,
        holder_unspecified=False, polarity="+", mood="actual", confidence=0.9,
    )  # fmt: skip


def entity(doc, m, country, sector=None, name=None):
    words = doc[m.start : m.end]
    return Entity(
        name=name or words.text, country=country, sector=sector, text=words.text,
        span=Span(words.start_char, words.end_char),
    )  # fmt: skip


def test_an_event_keeps_only_modes_of_its_type(make_doc, mention):
    doc = make_doc("Varnia shelled Keshtan.")
    a, b = mention(doc, "Varnia"), mention(doc, "Keshtan")
    doc._.entities = {a: entity(doc, a, "XAA"), b: entity(doc, b, "XAB")}
    right = proposition(doc, finding(1, "ASSAULT", [a], [b], "heavy-weapons"))
    assert (right.mode, right.trigger) == ("heavy-weapons", "shelled")
    assert [e.country for e in right.actors + right.recipients] == ["XAA", "XAB"]
    assert proposition(doc, finding(1, "ASSAULT", [a], [b], "visit")).mode is None
    assert fits("CONSULT", "visit")
    assert not fits("CONSULT", "aerial")


def test_an_actor_is_no_recipient_of_its_own_act(make_doc, mention):
    doc = make_doc("Varnia told Varnians to leave.")
    a, b = mention(doc, "Varnia"), mention(doc, "Varnians")
    doc._.entities = {a: entity(doc, a, "XAA"), b: entity(doc, b, "XAA", "CVL")}
    what = proposition(doc, finding(1, "REQUEST", [a], [a]))
    assert what.recipients == ()
    kept = proposition(doc, finding(1, "REQUEST", [a], [b]))
    assert [e.sector for e in kept.recipients] == ["CVL"]


def test_a_pronoun_beside_its_name_counts_once(make_doc, mention):
    doc = make_doc("Varnia said it left.")
    a, b = mention(doc, "Varnia"), mention(doc, "it")
    doc._.entities = {a: entity(doc, a, "XAA"), b: entity(doc, b, "XAA", name="Varnia")}
    assert [e.text for e in entities(doc, [a, b])] == ["Varnia"]


def test_an_office_is_held_in_the_state_of_its_holder(make_doc, mention):
    doc = make_doc("Minister Ada Berg spoke.")
    a = mention(doc, "Ada Berg")
    doc._.entities = {a: entity(doc, a, "NOR", "GOV")}
    what = proposition(doc, finding(0, "HOLDS_OFFICE", [a]))
    assert [(e.name, e.country, e.span) for e in what.recipients] == [("Norway", "NOR", None)]


def test_unknown_words_stay_actors_under_their_own_name(make_doc, mention):
    doc = make_doc("The Grey Wolves marched.")
    a = mention(doc, "The Grey Wolves")
    assert [(e.name, e.country) for e in proposition(doc, finding(3, "PROTEST", [a])).actors] == [
        ("The Grey Wolves", None)
    ]
