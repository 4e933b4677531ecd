from collections.abc import Sequence

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.records import Entity, Interval, Mention
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
