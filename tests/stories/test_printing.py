"""Claims in sentences that several pages print: one origin, however many pages."""

from __future__ import annotations

from dataclasses import replace

from prints import BRIDGE, FERRY, printed
from tales import by, tale

from dragoman.records import Claim, Document, Span, Story
from dragoman.stories import build_stories, find_reprints


def told(on: Document, words: str, id: str, **how: object) -> Claim:
    start = on.text.index(words)
    return replace(tale(id, words, **how), evidence=Span(start, start + len(words)))  # type: ignore[arg-type]


def build(claims: list[Claim], *pages: Document) -> list[Story]:
    known = {page.id: page for page in pages}
    return build_stories(claims, known, find_reprints(known.values, known.__getitem__))


SHELLED = "Gunboats from Vessia shelled the night ferry off Port Ady"


def test_a_reprint_counts_as_the_origin_of_the_page_that_has_it_first() -> None:
    first = printed("a", *FERRY, publisher="Gazette", day="2021-03-01")
    later = printed("b", *FERRY, publisher="Argus", day="2021-03-05")
    (story,) = build([told(first, SHELLED, "a-1"), told(later, SHELLED, "b-1")], first, later)
    assert story.origins == ("gazette",)
    assert [c.relation for c in story.comparisons] == ["repeats"]


def test_where_nothing_tells_who_was_first_they_are_one_origin_still() -> None:
    one, two = printed("a", *FERRY, publisher="Gazette"), printed("b", *FERRY, publisher="Argus")
    (story,) = build([told(one, SHELLED, "a-1"), told(two, SHELLED, "b-1")], one, two)
    assert story.origins == ("argus or gazette",)


def test_whom_all_credit_is_the_origin() -> None:
    one = printed("a", *FERRY, publisher="Gazette", via="Zel Wire")
    two = printed("b", *FERRY, publisher="Argus", via="Zel Wire")
    (story,) = build([told(one, SHELLED, "a-1"), told(two, SHELLED, "b-1")], one, two)
    assert story.origins == ("zel wire",)


def test_a_chain_of_reprints_leads_to_its_first_page() -> None:
    pages = [printed(id, *FERRY, publisher=p, day=d) for id, p, d in (
        ("a", "Argus", "2021-03-09"), ("b", "Gazette", "2021-03-01"), ("c", "Courier", "2021-03-04"))]  # fmt: skip
    (story,) = build([told(p, SHELLED, f"{p.id}-1") for p in pages], *pages)
    assert story.origins == ("gazette",)


def test_what_a_page_says_outside_the_shared_passage_is_its_own() -> None:
    first = printed("a", *FERRY[:5], f"{SHELLED} again.", publisher="Gazette", day="2021-03-01")
    later = printed("b", *FERRY[:5], *BRIDGE, "Vessia shelled a ferry of Orland, we have seen it.", publisher="Argus",
                    day="2021-03-05")  # fmt: skip
    own = told(later, "Vessia shelled a ferry of Orland", "b-1")
    (story,) = build([told(first, SHELLED, "a-1"), own], first, later)
    assert story.origins == ("argus", "gazette")
    assert [c.relation for c in story.comparisons] == ["agrees"]


def test_holders_stay_the_origin_of_what_they_say() -> None:
    one, two = printed("a", *FERRY, publisher="Gazette"), printed("b", *FERRY, publisher="Argus")
    claims = [told(p, SHELLED, f"{p.id}-1", holders=by("Orland", "ORL")) for p in (one, two)]
    (story,) = build(claims, one, two)
    assert story.origins == ("state:ORL",)


def test_a_holder_called_differently_still_repeats_one_text() -> None:
    one, two = printed("a", *FERRY, publisher="Gazette"), printed("b", *FERRY, publisher="Argus")
    claims = [told(one, SHELLED, "a-1", holders=by("Ada Ferrand")), told(two, SHELLED, "b-1", holders=by("Ferrand"))]
    (story,) = build(claims, one, two)
    assert [(c.relation, c.because) for c in story.comparisons] == [("repeats", "one text, printed twice")]
