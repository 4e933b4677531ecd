from collections.abc import Sequence

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.records import Chain, Coreference, Entity, Interval, Mention, Voice
from dragoman.who import ActorLinker

NLP = spacy.blank("en")
NLP.add_pipe("dragoman_who")


def link(text: str, phrases: Sequence[str], publisher: str | None = None, day: str | None = None) -> list[Entity]:
    """The entities of the phrases, found one after another in the text."""
    doc, mentions, at = NLP.make_doc(text), [], 0
    for phrase in phrases:
        at = text.index(phrase, at)
        span = doc.char_span(at, at + len(phrase))
        mentions.append(Mention(span.start, span.end, span.end - 1))
        at += len(phrase)
    doc._.mentions = tuple(mentions)
    doc._.publisher = publisher
    doc._.published = Interval.of(day) if day else None
    doc = NLP(doc)
    return [doc._.entities[mention] for mention in mentions]


def test_surname_takes_up_the_full_name_with_its_state() -> None:
    text = "Georgian trade minister Vano Kvirikadze arrived in Riga. Later Kvirikadze left."
    assert [(e.name, e.country, e.sector) for e in link(text, ["Vano Kvirikadze", "Kvirikadze"])] == [
        ("Vano Kvirikadze", "GEO", "GOV")
    ] * 2


def test_apposition_tells_state_and_sector() -> None:
    text = "Rauf Alizade, a lecturer at a Baku-based university, disagreed. Alizade called it absurd."
    first, second = link(text, ["Rauf Alizade", "Alizade"])
    assert (first.country, first.sector) == ("AZE", "EDU")
    assert second.name == "Rauf Alizade"


def test_pronouns() -> None:
    text = "Norwegian envoy Kari Solheim met Latvia’s delegation. She praised Riga. It thanked her."
    she, riga, it = link(text, ["Kari Solheim", "She", "Riga", "It"])[1:]
    assert (she.name, she.country) == ("Kari Solheim", "NOR")
    assert (riga.country, it.country) == ("LVA", "LVA")


def test_first_person_is_left_to_others() -> None:
    we, our = link("We regret it, and our position stands.", ["We", "our"])
    assert (we.name, we.country, our.name) == ("we", None, "our")


def test_description_of_a_body() -> None:
    text = "The Tribune of Oslo quoted IRNA. The agency withdrew the report."
    assert link(text, ["IRNA", "The agency"])[1].name == "IRNA"


def test_neighbour_is_one_that_the_page_talks_about() -> None:
    text = "Iran warned Azerbaijan again. Tehran says that its northern neighbour is careless."
    assert link(text, ["Tehran", "its northern neighbour"])[1].country == "AZE"


@pytest.mark.parametrize(
    ("publisher", "country", "sector"),
    [("Ministry of Defence of Armenia", "ARM", None), ("IRNA", "IRN", "MED"), ("European Commission", None, "IGO")],
)
def test_publisher_actor(publisher: str, country: str | None, sector: str | None) -> None:
    doc = NLP.make_doc("We object.")
    doc._.mentions, doc._.publisher = (), publisher
    actor = NLP(doc)._.publisher_actor
    assert (actor.country, actor.sector) == (country, sector)


def test_titles_tell_whose_page_it_is() -> None:
    text = "The Defence Secretary spoke in Kabul. The government will send a ship."
    assert link(text, ["The government"])[0].country == "GBR"


def test_acronym_in_brackets() -> None:
    text = "The Estonian Bureau for Quiet Waters (EBQW) complained. Nobody answered EBQW."
    assert link(text, ["EBQW)".rstrip(")"), "EBQW"])[1].name.endswith("Bureau for Quiet Waters")


def test_offsets_quote_the_page_and_actors_are_distinct() -> None:
    text = "Baku thanked Ankara. Ankara thanked Baku, says Turkey."
    entities = link(text, ["Baku", "Ankara", "Ankara", "Baku", "Turkey"])
    assert all(e.span is not None and e.span.quote(text) == e.text for e in entities)
    doc: Doc = NLP.make_doc(text)
    doc._.mentions = tuple(Mention(i, i + 1, i) for i in (0, 2, 4, 6))
    assert len(NLP(doc)._.actors) == 2


def test_empty_document_and_no_mentions() -> None:
    for text in ("", "Nothing here."):
        doc = ActorLinker()(NLP.make_doc(text))
        assert doc._.entities == {}


def test_unknown_party_is_no_description() -> None:
    text = "Norway voted. The Labour Party lost. Norway cheered, said the Lantern Party. Norway and Oslo slept."
    labour, lantern = link(text, ["The Labour Party", "the Lantern Party"])
    assert (labour.name, labour.country) == ("Labour Party", "NOR")
    assert (lantern.name, lantern.country) == ("Lantern Party", "NOR")


def test_shared_name_stays_where_its_state_is_named() -> None:
    text = "Norway, Norway and Norway again. The British said that the Labour Party of Norway and Labour differ."
    assert [e.country for e in link(text, ["the Labour Party of Norway", "Labour"])] == ["NOR", "GBR"]


def test_neighbour_by_direction() -> None:
    text = "Portugal sent a note. Its eastern neighbour replied."
    assert [e.country for e in link(text, ["Portugal", "Its eastern neighbour"])] == ["PRT", "ESP"]
    text = "Portugal sent a note. The neighbouring country kept silent."
    assert link(text, ["The neighbouring country"])[0].country == "ESP"


def test_spans_are_trimmed_to_their_sentence() -> None:
    text = "Riga speaks of pro-Lisbon Party. Oslo\nKari Solheim left."
    riga, half = link(text, ["Riga", "-Lisbon Party"])
    assert (riga.text, half.text) == ("Riga", "Party")
    assert link(text, ["Oslo\nKari Solheim"])[0].text == "Kari Solheim"


def test_names_end_with_their_line() -> None:
    assert link("QPP\nDRB\nThe DRB won.", ["DRB", "DRB"])[1].name == "DRB"


def test_officers_are_not_of_the_state_talked_about_where_others_have_forces_there() -> None:
    text = "Jordan, Jordan, Jordan and Jordan. Jordan hosted CENTCOM. Sgt. Albert Kettle taught in Jordan."
    assert link(text, ["Sgt. Albert Kettle"])[0].country is None


def test_commenter_is_nobody_else() -> None:
    text = "Iran warned Iran. Iran and Iran agree. Obama is wrong. Our army is strong."
    doc = NLP.make_doc(text)
    doc._.voices = (Voice(text.index("Obama"), len(text), "Obama"),)
    at = next(token.i for token in doc if token.text == "Obama")
    army = next(token.i for token in doc if token.text == "army")
    doc._.mentions = (Mention(at, at + 1, at), Mention(army - 1, army + 1, army))
    assert [(e.name, e.country) for e in NLP(doc)._.entities.values()] == [("Obama", None), ("army", None)]


def test_a_pronoun_is_led_back_along_its_chain() -> None:
    doc = NLP.make_doc("Norwegian envoy Kari Solheim met Latvia’s delegation. They signed nothing and she left.")
    words = {t.text: t.i for t in doc}
    spans = [
        doc.char_span(doc.text.index(x), doc.text.index(x) + len(x)) for x in ("Norwegian envoy Kari Solheim", "They")
    ]
    envoy, they = (Mention(s.start, s.end, s.end - 1) for s in spans if s is not None)
    latvia = Mention(words["Latvia"], words["Latvia"] + 1, words["Latvia"])
    doc._.mentions = (envoy, latvia, they)
    chain = Chain((latvia, they), latvia)
    doc._.coreference = Coreference((chain,), {latvia.head: 0, they.head: 0})
    assert NLP(doc)._.entities[they].country == "LVA"
    doc._.coreference = Coreference((Chain((envoy, they), envoy),), {envoy.head: 0, they.head: 0})
    assert NLP(doc)._.entities[they].name != "Kari Solheim", "one person is not they"
