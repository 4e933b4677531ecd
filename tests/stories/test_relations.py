"""How two claims on one proposition stand to each other."""

from __future__ import annotations

import pytest
from tales import MIRRA, NAVY, by, page, tale

from dragoman.records import Claim, Document, Holder
from dragoman.stories.figures import figures
from dragoman.stories.origins import Provenance
from dragoman.stories.relations import relate


def relation(a: Claim, b: Claim, /, **pages: Document) -> str | None:
    documents = {c.document: pages.get(c.document) or page(c.document) for c in (a, b)}
    found = relate(a, b, Provenance.of([a, b], documents))
    return found.relation if found else None


FIRE = "gunboats fired on the ferry in the dark before dawn"


def test_denied_as_fact_contradicts_and_doubted_disputes() -> None:
    base = tale("a-1", FIRE)
    assert relation(base, tale("b-1", FIRE, stance="-actual")) == "contradicts"
    assert relation(base, tale("b-1", FIRE, stance="-possible")) == "disputes"
    assert relation(base, tale("b-1", "Did they fire?", stance="+questioned")) == "disputes"


def test_contradiction_comes_before_repetition() -> None:
    one = tale("a-1", FIRE, holders=by("Orland", "ORL"))
    assert relation(one, tale("b-1", FIRE, holders=by("Orland", "ORL"), stance="-actual")) == "contradicts"


def test_not_us_does_not_deny_that_it_happened() -> None:
    nobody = tale("a-1", FIRE, actors=())
    assert relation(nobody, tale("b-1", "it was not our navy", actors=(NAVY,), stance="-actual")) is None
    assert relation(tale("a-1", FIRE), tale("b-1", "not they", actors=(MIRRA,), stance="-actual")) is None


def test_two_authors_of_one_act() -> None:
    base = tale("a-1", FIRE)
    assert relation(base, tale("b-1", FIRE, actors=(MIRRA,))) == "contradicts"
    assert relation(base, tale("b-1", FIRE, actors=(MIRRA,), stance="+possible")) == "disputes"


def test_a_later_higher_toll_updates_and_a_lower_one_contradicts() -> None:
    four, nine = tale("a-1", "killing at least four people"), tale("b-1", "nine people were killed")
    early, late = page("a", day="2021-03-02"), page("b", day="2021-03-05")
    assert relation(four, nine, a=early, b=late) == "updates"
    assert relation(four, nine, a=page("a", day="2021-03-09"), b=late) == "contradicts"
    assert relation(four, nine) == "contradicts"
    assert relation(four, tale("b-1", "4 dead"), a=early, b=late) == "agrees"


def test_repetition_by_copy_by_chain_and_by_translation() -> None:
    gazette = page("a", "Harbour Gazette")
    base = tale("a-1", FIRE)
    assert relation(base, tale("b-1", FIRE + "."), a=gazette) == "repeats"
    told = tale("b-1", "shots at a boat", holders=by("Harbour Gazette", None, "MED"))
    assert relation(base, told, a=gazette) == "repeats"
    own = tale("b-1", "shots at a boat")
    assert relation(base, own, a=gazette, b=page("b", "Mirror", via="Harbour Gazette")) == "repeats"
    assert relation(base, own, a=gazette, b=page("b", "Mirror")) == "agrees"


def test_through_the_same_mouth() -> None:
    sailor = Holder(name="Ada Ferrand", country="ORL", sector="CVL")
    one = tale("a-1", "a boat was hit", holders=(sailor,))
    two = tale("b-1", "shots were heard", holders=(Holder(name="Harbour Gazette", sector="MED"), sailor))
    assert relation(one, two) == "repeats"


def test_an_exact_day_against_another() -> None:
    base = tale("a-1", FIRE, when="2021-03-01")
    assert relation(base, tale("b-1", "a boat was hit", when="2021-03-03")) == "contradicts"
    assert relation(base, tale("b-1", "a boat was hit", when="2021-03-02/2021-03-20")) == "agrees"


def test_hearsay_of_nobody_counts_as_the_page() -> None:
    one, two = tale("a-1", FIRE), tale("a-2", "it is said they fired", holders=by("unspecified"))
    assert relation(one, two) == "repeats"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("killing at least four people", {"dead": 4}),
        ("Twenty-seven civilians perished", {"dead": 27}),
        ("12,500 houses burned", {"hous": 12500, "burn": 12500}),
        ("three hundred lorries", {"lorr": 300}),
        ("on 12 March 2021 at 18:40", {}),
        ("the 55-minute talk", {"minut": 55, "talk": 55}),
        ("died ten to twelve days later", {}),
        ("one of them", {}),
        ("losing up to fifteen men", {"dead": 15}),
        ("", {}),
    ],
)
def test_figures(text: str, found: dict[str, float]) -> None:
    assert figures(text) == found
