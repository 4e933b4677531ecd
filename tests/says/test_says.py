"""Propositions to claims: chains of holders, voices, blocks of speech, evidence."""

from dataclasses import replace

import pytest

from dragoman.records import Cue, Entity, Event, Finding, Interval, Place, Span, Stance, Timex, Voice
from dragoman.says.blocks import speech_blocks
from dragoman.says.chains import Chains, cue_span
from dragoman.says.component import SaysComponent
from dragoman.says.denials import with_denial
from dragoman.says.quotes import evidence
from dragoman.says.settings import place_of, time_of


def word(doc, text):
    return next(t.i for t in doc if t.text == text)


def cue(doc, text, source=None, outer=None, content=None, **stance):
    return Cue(
        word=word(doc, text), source=source, outer=outer, content=content, polarity=stance.get("polarity", "+"),
        mood=stance.get("mood", "actual"), confidence=0.9,
    )  # fmt: skip


def finding(
    doc, trigger, holder=None, unspecified=False, kind="AID", polarity="+", mood="actual", actors=(), confidence=0.8
):
    return Finding(
        trigger=word(doc, trigger), type=kind, mode=None, actors=tuple(actors), recipients=(), holder=holder,
        holder_unspecified=unspecified, polarity=polarity, mood=mood, confidence=confidence,
    )  # fmt: skip


def event(doc, f):
    t = doc[f.trigger]
    known = doc._.entities or {}
    actors = tuple(known[m] for m in f.actors)
    return Event(
        type=f.type, mode=None, trigger=t.text, trigger_span=Span(t.idx, t.idx + len(t)), actors=actors, recipients=()
    )


@pytest.fixture
def relayed(make_doc, mention):
    """Two holders, the nearest to the document first."""
    doc = make_doc("The Ledger says that Keshtan claims that Varnia arms rebels.")
    paper, state = mention(doc, "The Ledger"), mention(doc, "Keshtan")
    end = len(doc) - 1
    doc._.entities = {
        paper: Entity(name="The Ledger", sector="MED", text="The Ledger", span=Span(0, 10)),
        state: Entity(name="Keshtan", country="XAB", text="Keshtan", span=Span(21, 28)),
    }
    doc._.cues = (
        cue(doc, "says", paper, content=(4, end)),
        cue(doc, "claims", state, outer=paper, content=(word(doc, "Varnia"), end)),
    )
    return doc, paper, state


def test_a_cue_is_shown_by_all_its_words(make_doc):
    doc = make_doc("Baku neither confirmed nor denied the talks.")
    some = cue(doc, "denied")
    assert cue_span(doc, replace(some, words=(1, 5))).quote(doc.text) == "neither confirmed nor denied"
    assert cue_span(doc, some).quote(doc.text) == "denied"


def test_a_chain_runs_from_the_document_to_the_origin(relayed):
    doc, _, state = relayed
    chain = Chains(doc).of(finding(doc, "arms", state))
    assert [(h.name, h.cue) for h in chain] == [("The Ledger", "says"), ("Keshtan", "claims")]


def test_what_stands_in_no_content_is_the_document_itself(relayed):
    doc, _, _ = relayed
    assert Chains(doc).of(finding(doc, "says")) == ()


def test_what_stands_in_the_content_of_a_sure_cue_is_its_source_s(relayed):
    doc, _, _ = relayed
    assert [h.name for h in Chains(doc).of(finding(doc, "arms"))] == ["The Ledger", "Keshtan"]


def test_nobody_named_is_unspecified(make_doc):
    doc = make_doc("It was alleged that Varnia arms rebels.")
    doc._.cues = (cue(doc, "alleged"),)
    chain = Chains(doc).of(finding(doc, "arms", unspecified=True))
    assert [(h.name, h.cue) for h in chain] == [("unspecified", "alleged")]


def test_holders_that_quote_each_other_in_a_ring_end(make_doc, mention):
    doc = make_doc("Ada says Bo says rain fell.")
    a, b = mention(doc, "Ada"), mention(doc, "Bo")
    doc._.cues = (cue(doc, "says", a, outer=b), cue(doc, "says", b, outer=a))
    assert len(Chains(doc).of(finding(doc, "fell", a))) <= 5


def test_a_commenter_is_the_first_holder(make_doc):
    doc = make_doc("Varnia arms rebels.")
    doc._.voices = (Voice(0, len(doc.text), "Quill"),)
    assert [h.name for h in Chains(doc).of(finding(doc, "arms"))] == ["Quill"]


def test_speech_under_a_line_that_announces_it(make_doc, mention):
    doc = make_doc("The minister said:\nVarnia arms rebels.\nNotes\nRain fell.", (0, 5, 9, 11))
    m = mention(doc, "The minister")
    doc._.cues = (cue(doc, "said", m),)
    blocks = speech_blocks(doc)
    assert [doc.text[b.start : b.end].strip() for b in blocks] == ["Varnia arms rebels."]
    chains = Chains(doc)
    assert [h.name for h in chains.of(finding(doc, "arms"))] == ["The minister"]
    assert chains.of(finding(doc, "fell")) == ()


def test_we_is_the_speaker_and_on_the_page_itself_the_publisher(make_doc, mention):
    doc = make_doc("We arm rebels.")
    m = mention(doc, "We")
    doc._.entities = {m: Entity(name="we", text="We", span=Span(0, 2))}
    doc._.publisher_actor = Entity(name="Norway", country="NOR")
    f = finding(doc, "arm", actors=[m])
    doc._.propositions = ((f, event(doc, f)),)
    (claim,) = SaysComponent("test")(doc)._.claims
    assert [(e.name, e.country, e.text) for e in claim.actors] == [("Norway", "NOR", "We")]
    assert claim.holders == ()


def test_the_same_act_twice_in_a_sentence_is_one_claim(make_doc):
    doc = make_doc("Varnia arms and supplies rebels. Varnia arms rebels.", (0, 6))
    first, second = finding(doc, "arms", confidence=0.6), finding(doc, "supplies", confidence=0.9)
    third = Finding(**{f: getattr(first, f) for f in Finding.__slots__} | {"trigger": 7})
    doc._.propositions = tuple((f, event(doc, f)) for f in (first, second, third))
    claims = SaysComponent("test")(doc)._.claims
    assert [c.proposition.trigger for c in claims] == ["supplies", "arms"]


def test_content_without_a_claim_is_a_statement(make_doc, mention):
    doc = make_doc("Ada said that the winter was hard this year.")
    doc[word(doc, "was")].pos_ = "AUX"
    m = mention(doc, "Ada")
    doc._.cues = (cue(doc, "said", m, content=(3, len(doc) - 1), mood="predicted"),)
    (claim,) = SaysComponent("test")(doc)._.claims
    assert (claim.kind, claim.proposition.content) == ("statement", "the winter was hard this year")
    assert (claim.stance.mood, claim.holders[0].name) == ("predicted", "Ada")
    (found,) = doc._.attributions
    assert [doc.text[a:b] for a, b in found.source + found.cue + found.content] == [
        "Ada", "said", "the winter was hard this year",
    ]  # fmt: skip


def test_content_that_says_nothing_is_no_statement(make_doc, mention):
    doc = make_doc("Ada told of the hard winter of this year.")
    doc._.cues = (cue(doc, "told", mention(doc, "Ada"), content=(2, len(doc) - 1)),)
    assert SaysComponent("test")(doc)._.claims == ()


def test_a_word_of_denial_turns_what_it_governs(make_doc):
    doc = make_doc("Varnia denied arming rebels. Varnia did not deny arming rebels.", (0, 5))
    for verb, arming in ((1, 2), (8, 9)):
        doc[arming].head, doc[arming].dep_ = doc[verb], "xcomp"
    doc[7].head = doc[8]
    affirmed = Stance(polarity="+", mood="actual")
    assert with_denial(affirmed, doc[2], frozenset({1, 8})).polarity == "-"
    assert with_denial(affirmed, doc[9], frozenset({1, 8})).polarity == "+"
    assert with_denial(affirmed, doc[3], frozenset()).polarity == "+"


def test_a_dismissed_charge_is_denied_and_a_rejected_plan_is_not(make_doc):
    doc = make_doc("Varnia rejects claims of shelling. Varnia rejects plans of shelling.", (0, 6))
    for verb, noun, act in ((1, 2, 4), (7, 8, 10)):
        doc[noun].head, doc[act].head = doc[verb], doc[noun]
    affirmed = Stance(polarity="+", mood="actual")
    assert with_denial(affirmed, doc[4], frozenset({1, 2})).polarity == "-"
    assert with_denial(affirmed, doc[10], frozenset()).polarity == "+"


def test_who_dismisses_a_charge_holds_its_denial(make_doc, mention):
    doc = make_doc("Varnia rejects claims of shelling.")
    doc[0].head, doc[0].dep_ = doc[1], "nsubj"
    doc[2].head, doc[4].head = doc[1], doc[2]
    m = mention(doc, "Varnia")
    doc._.mentions, doc._.entities = (m,), {m: Entity(name="Varnia", country="XAA", text="Varnia", span=Span(0, 6))}
    assert [h.name for h in Chains(doc).of(finding(doc, "shelling"))] == ["Varnia"]


def test_evidence_occurs_once(make_doc):
    doc = make_doc("Rain fell here. Rain fell there.", (0, 4))
    span = evidence(doc, doc.text, Span(16, 25), (), ())
    assert doc.text.count(span.quote(doc.text)) == 1
    assert "fell" in span.quote(doc.text)


def test_time_and_place_stand_in_the_sentence(make_doc):
    doc = make_doc("Troops left Orr on Monday. Rain fell in May.", (0, 6))
    monday, may = Interval.of("2020-05-04"), Interval.of("2020-05-01", "2020-05-31")
    doc._.timexes = tuple(
        Timex(start_char=doc.text.index(w), end_char=doc.text.index(w) + len(w), type="DATE", value="", interval=i)
        for w, i in (("Monday", monday), ("May", may))
    )
    doc._.places = (Place(name="Orr", country=None, latitude=None, longitude=None, span=Span(12, 15)),)
    assert time_of(doc, word(doc, "left")) == monday
    assert time_of(doc, word(doc, "left"), pointed=word(doc, "May")) == may, "the reader's word goes before the tree's"
    assert time_of(doc, word(doc, "fell")) == may
    assert place_of(doc, word(doc, "fell"), ()) is None


def test_a_quote_carries_the_noun_of_its_adjective(make_doc):
    doc = make_doc("Varnia is a strategic partner.")
    strategic = word(doc, "strategic")
    doc[strategic].head, doc[strategic].dep_ = doc[strategic + 1], "amod"
    token = doc[strategic]
    assert (
        evidence(doc, doc.text, Span(token.idx, token.idx + len(token)), (), ()).quote(doc.text) == "strategic partner"
    )
