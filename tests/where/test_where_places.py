"""Which names mean a place, and what the component leaves on a Doc."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from dragoman.where import find_places

NLP = spacy.blank("en")


def read(text: str, *names: str) -> Doc:
    """A Doc with every occurrence of the names as a GPE."""
    doc = NLP.make_doc(text)
    spans = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name), label="GPE")
            assert span is not None
            spans.append(span)
            at = text.find(name, at + 1)
    doc.ents = sorted(spans, key=lambda s: s.start)
    return doc


def places(text: str, *names: str) -> list[str]:
    doc = read(text, *names)
    found = find_places(doc)
    for place in found:
        assert place.span.quote(text) in names
    return [p.name for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "The envoys met in Baku on Friday.",
        "A drone crashed near Baku.",
        "Flights to Baku resumed.",
        "They marched through central Baku.",
        "A blast shook the city of Baku.",
        "Protesters blocked the Baku airport.",
        "Baku, April 5 (Invented Wire) - Ministers met.",
        "The guests entered Baku at noon.",
    ],
)
def test_a_capital_as_a_place(text: str) -> None:
    assert places(text, "Baku") == ["Baku"]


@pytest.mark.parametrize(
    "text",
    [
        "Baku denied the report.",
        "Meanwhile official Baku kept silent.",
        "According to Baku, nothing happened.",
        "They asked for more support from Baku.",
        "The alliance of Baku with its friends holds.",
        "Baku's answer was short.",
        "Nobody gave weapons to Baku.",
    ],
)
def test_a_capital_as_its_government(text: str) -> None:
    assert places(text, "Baku") == []


def test_talks_between_capitals_are_no_places() -> None:
    assert places("Talks between Moscow and Washington opened in Geneva.", "Moscow", "Washington", "Geneva") == [
        "Geneva"
    ]


def test_a_list_goes_on() -> None:
    assert places("Shells fell in Iraq and Syria.", "Iraq", "Syria") == ["Iraq", "Syria"]


def test_a_subject_is_none_even_after_a_list() -> None:
    assert places("Iraq and Syria protested.", "Iraq", "Syria") == []


def test_the_tree_is_asked() -> None:
    words = ["Over", "the", "noise", "in", "Baku", "spoke"]
    subject = Doc(NLP.vocab, words, heads=[5, 2, 0, 4, 5, 5], deps=["advmod", "det", "obl", "case", "nsubj", "ROOT"])
    subject.ents = [Span(subject, 4, 5, label="GPE")]
    assert find_places(subject) == ()


def test_a_town_is_always_a_place() -> None:
    assert places("Mosul fell.", "Mosul") == ["Mosul"]


def test_the_state_after_a_comma_decides() -> None:
    found = find_places(read("He lives in Paris, Texas.", "Paris", "Texas"))
    assert [p.country for p in found] == ["USA", "USA"]


def test_the_page_decides_among_namesakes() -> None:
    text = "Lebanon sent its army. Lebanese soldiers are seen in Tripoli."
    assert [p.country for p in find_places(read(text, "Tripoli"))] == ["LBN"]


def test_an_unknown_place_keeps_its_words() -> None:
    (place,) = find_places(read("They met at Vellmarch Ford.", "Vellmarch Ford"))
    assert (place.name, place.country, place.latitude) == ("Vellmarch Ford", None, None)


def test_without_names_the_gazetteer_looks_after_prepositions() -> None:
    text = "Tehran protested. Two men were seen in northern Mosul and near Kirkuk, but Erbil was calm."
    found = find_places(NLP.make_doc(text))
    assert [p.name for p in found] == ["Mosul", "Kirkuk"]
    assert [p.span.quote(text) for p in found] == ["Mosul", "Kirkuk"]


def test_a_name_that_goes_on_is_not_cut() -> None:
    assert find_places(NLP.make_doc("She wrote to the Vienna Gazette.")) == ()


def test_the_component_sets_the_extension() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman_where")
    assert [p.name for p in nlp("Rain fell in Vienna.")._.places] == ["Vienna"]


def test_an_empty_text_has_no_places() -> None:
    assert find_places(NLP.make_doc("")) == ()
