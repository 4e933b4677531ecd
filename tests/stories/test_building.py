"""Stories: the same for any order of pages, joined on one proposition, counted by origin."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tales import FRONT, MIRRA, NAVY, ORLAND, VESSIA, by, page, tale

from dragoman.records import Claim, Document, Entity, Story
from dragoman.stories import build_stories
from dragoman.stories.candidates import candidates
from dragoman.stories.likeness import Context
from dragoman.stories.origins import Provenance
from dragoman.stories.words import vectors

SHELLED = "Vessian gunboats shelled the Orland ferry off Port Ady"


def build(*claims: Claim, **pages: Document) -> list[Story]:
    return build_stories(claims, {c.document: pages.get(c.document) or page(c.document) for c in claims})


def together(stories: list[Story], *ids: str) -> bool:
    return any(set(ids) <= set(s.claims) for s in stories)


def relations(stories: list[Story]) -> dict[tuple[str, str], str]:
    return {(c.first, c.second): c.relation for s in stories for c in s.comparisons}


parties = st.sampled_from([VESSIA, NAVY, FRONT, ORLAND, MIRRA, Entity(name="gunmen")])
sides = st.lists(parties, max_size=2).map(tuple)
tales = st.builds(
    tale,
    id=st.tuples(st.sampled_from("abcd"), st.integers(1, 99)).map(lambda p: f"{p[0]}-{p[1]}"),
    quote=st.sampled_from([SHELLED, "shells fell on the ferry, killing 7", "they met in Port Ady", "It was denied."]),
    type=st.sampled_from(["ASSAULT", "CONSULT", "HOSTILE_TO", "AID", "BACKS", "HOLDS_OFFICE", None]),
    actors=sides,
    recipients=sides,
    holders=st.sampled_from([by("Orland", "ORL"), by("unspecified"), by("Harbour Gazette", None, "MED")]),
    stance=st.sampled_from(["+actual", "-actual", "+possible", "+questioned", "-predicted"]),
    when=st.sampled_from([None, "2021-03-01", "2021-03-02/2021-03-04", "2020-01-01/2021-12-31"]),
)


@settings(max_examples=80, deadline=None)
@given(claims=st.lists(tales, max_size=25, unique_by=lambda c: c.id), data=st.data())
def test_any_order_of_pages_gives_the_same_stories(claims: list[Claim], data: st.DataObject) -> None:
    stories = build(*claims)
    shuffled = data.draw(st.permutations(claims))
    assert build(*shuffled) == stories
    filed = [id for s in stories for id in s.claims]
    assert sorted(filed) == sorted(c.id for c in claims)
    for s in stories:
        assert {c.first for c in s.comparisons} | {c.second for c in s.comparisons} <= set(s.claims)
        assert s.origins


def test_no_claims_no_stories() -> None:
    assert build_stories([], {}) == []


def test_one_act_told_by_two_sides_and_denied_by_one() -> None:
    stories = build(
        tale("a-1", SHELLED, holders=by("Orland", "ORL")),
        tale("b-1", "gunboats fired on the ferry", actors=(NAVY,), holders=by("Ada, a sailor", "MIR", "CVL")),
        tale("c-1", "our navy did not fire", actors=(NAVY,), holders=by("Vessia", "VES"), stance="-actual"),
    )
    assert together(stories, "a-1", "b-1", "c-1")
    assert relations(stories) == {
        ("a-1", "b-1"): "agrees",
        ("a-1", "c-1"): "contradicts",
        ("b-1", "c-1"): "contradicts",
    }
    (story,) = stories
    assert story.affirmed_by == ("Ada, a sailor", "Orland")
    assert story.denied_by == ("Vessia",)
    assert len(story.origins) == 3
    assert story.is_disputed


def test_organs_of_a_state_are_one_origin_and_pages_are_none() -> None:
    stories = build(
        tale("a-1", SHELLED, holders=by("Orland", "ORL")),
        tale("b-1", SHELLED + ", it said", holders=by("Ministry of Defence of Orland", "ORL", "MIL")),
        tale("c-1", SHELLED + " again", holders=by("Port Police", "ORL", "COP")),
    )
    assert set(relations(stories).values()) == {"repeats"}
    assert stories[0].origins == ("state:ORL",)


def test_a_supposition_is_no_assertion() -> None:
    (story,) = build(
        tale("a-1", SHELLED), tale("b-1", SHELLED + "?", stance="+possible", holders=by("Ada", "ORL", "CVL"))
    )
    assert (story.affirmed_by, story.supposed_by) == (("a",), ("Ada",))


def test_acts_of_other_days_other_victims_other_kinds_stay_apart() -> None:
    base = tale("a-1", SHELLED)
    for other in (
        tale("b-1", "rockets hit a village", when="2022-05-05"),
        tale("b-1", SHELLED, recipients=(MIRRA,)),
        tale("b-1", SHELLED, type="THREATEN"),
        tale("b-1", "Vessia jailed sailors", type="COERCE"),
    ):
        assert not together(build(base, other), "a-1", "b-1")


def test_undated_acts_need_words_in_common_where_their_pages_lie_years_apart() -> None:
    one, same = tale("a-1", SHELLED, when=None), tale("b-1", "gunboats shelled an Orland ferry", when=None)
    other = tale("b-1", "border guards beat two smugglers", when=None)
    old = page("b", day="2012-01-01")
    assert together(build(one, same), "a-1", "b-1")
    assert not together(build(one, other, b=old), "a-1", "b-1")


def test_lasting_relations_need_no_common_day() -> None:
    stories = build(
        tale("a-1", "Vessia, the sworn enemy of Orland", type="HOSTILE_TO", when=None),
        tale("b-1", "Vessia's rivalry with Orland", type="HOSTILE_TO", when="1990-01-01/1999-12-31"),
    )
    assert together(stories, "a-1", "b-1")


def test_offices_and_organs_are_told_apart_by_name() -> None:
    ada = (Entity(name="Ada Ferrand", country="ORL", sector="GOV"),)
    bo = (Entity(name="Bo Lindt", country="ORL", sector="GOV"),)
    office = {"type": "HOLDS_OFFICE", "when": None, "recipients": (ORLAND,)}
    stories = build(
        tale("a-1", "Minister Ada Ferrand", actors=ada, **office),  # type: ignore[arg-type]
        tale("b-1", "Ferrand, the minister", actors=ada, **office),  # type: ignore[arg-type]
        tale("c-1", "Minister Bo Lindt", actors=bo, **office),  # type: ignore[arg-type]
    )
    assert together(stories, "a-1", "b-1")
    assert not together(stories, "a-1", "c-1")


def test_an_act_without_author_does_not_glue_two_authors_of_different_days() -> None:
    stories = build(
        tale("a-1", SHELLED, when="2021-03-01"),
        tale("b-1", "the ferry was shelled", actors=(), when=None),
        tale("c-1", "Mirran raiders shelled the ferry", actors=(MIRRA,), when="2023-08-01"),
    )
    assert not together(stories, "a-1", "c-1")


def test_rebels_are_not_the_state_they_fight() -> None:
    stories = build(
        tale("a-1", SHELLED, actors=(FRONT,)), tale("b-1", SHELLED + " at dawn", actors=(NAVY,), holders=by("Ada"))
    )
    assert relations(stories) == {("a-1", "b-1"): "contradicts"}


def test_two_sided_acts_compare_as_sets() -> None:
    stories = build(
        tale("a-1", "Orland and Vessia met", type="CONSULT", actors=(ORLAND, VESSIA), recipients=()),
        tale("b-1", "Vessia's visit to Orland", type="CONSULT", actors=(VESSIA,), recipients=(ORLAND,)),
        tale("c-1", "Vessia met Mirra", type="CONSULT", actors=(VESSIA, MIRRA), recipients=()),
    )
    assert together(stories, "a-1", "b-1")
    assert not together(stories, "a-1", "c-1")


def test_growth_is_near_linear_within_one_busy_dyad() -> None:
    def compared(count: int) -> int:
        claims = [
            tale(
                f"p{n // 5:05}-{n:05}",
                f"shelling near {'abcdefghij'[n % 10] * 4} and {'klmnopqrst'[n // 10 % 10] * 4}",
                when=f"{2010 + n // 300 % 20}-{n // 25 % 12 + 1:02}-{n % 28 + 1:02}",
            )
            for n in range(count)
        ]
        return len(candidates(claims, Context(vectors(claims), Provenance.of(claims, {}))))

    assert compared(3200) < 6 * compared(800)  # all pairs would be 16 times as many


def test_pages_that_are_not_known_do_not_matter() -> None:
    claims = [tale("a-1", SHELLED), tale("b-1", SHELLED)]
    assert [s.claims for s in build_stories(claims, {})] == [("a-1", "b-1")]


def test_the_id_follows_from_the_claims_alone() -> None:
    one, two = tale("a-1", SHELLED), tale("b-1", SHELLED + " twice")
    assert build(one, two)[0].id == build(replace(two, confidence=0.1), one)[0].id
    assert len({s.id for a, b in combinations([one, two], 2) for s in (*build(a), *build(b))}) == 2


def test_aid_given_is_not_aid_received_whoever_stands_between() -> None:
    given_ = tale("a-1", "Vessia lent its harbour to Orland", "AID", (VESSIA,), (ORLAND,))
    vague = tale("b-1", "Vessia and Orland lend each other harbours", "AID", (VESSIA, ORLAND), ())
    received = tale("c-1", "Orland lent its harbour to Vessia", "AID", (ORLAND,), (VESSIA,))
    assert together(build(given_, replace(given_, id="d-1", document="d")), "a-1", "d-1")
    assert not together(build(given_, vague, received), "a-1", "c-1")
