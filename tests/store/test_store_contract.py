"""What every store does. A new store adds its factory to FACTORIES and passes all of this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_rows import claims as invented_claims
from invented_rows import make_claim, make_document, make_read, make_reprint, make_story

from dragoman.errors import StoreError
from dragoman.records import Claim, Entity, Fixture, Holder, Interval, OffsetMap, Piece, Reading, Refusal
from dragoman.store import ClaimFilter, Read, Store, open_dossier

FACTORIES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: open_dossier(folder / "test.dossier", create=True),
}


@pytest.fixture(params=FACTORIES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with FACTORIES[request.param](tmp_path) as made:
        yield made


def ids(store: Store, **where: object) -> list[str]:
    return [claim.id for claim in store.claims(ClaimFilter(**where))]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(invented_claims(), max_size=5, unique_by=lambda c: c.id))
def test_claims_come_back_as_written(store: Store, claims: list[Claim]) -> None:
    store.add(Read(document=make_document("one"), claims=tuple(claims)))
    found = list(store.claims())
    assert sorted(found, key=lambda c: c.id) == sorted(claims, key=lambda c: c.id)
    assert [c.evidence for c in found] == sorted(c.evidence for c in claims)


def test_documents_come_back_as_written(store: Store) -> None:
    repaired = OffsetMap((Piece(0, 4, 0, 4), Piece(4, 5, 6, 9), Piece(5, 20, 9, 24)))
    one = make_document("one")
    reading = Reading(text="The’Harbour Gazette x", offsets=repaired, lines=one.lines[:1])
    two = replace(one, id="two", reading=reading, title=None, published=None, path="seiten/zwei – ü.html")
    store.add(Read(document=two, claims=()))
    store.add(Read(document=one, claims=()))
    assert list(store.documents()) == [one, two]
    assert store.document("two") == two
    assert store.document_ids() == {"one": one.sha256, "two": two.sha256}


def test_an_unknown_document_is_refused_by_name(store: Store) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        store.document("nowhere")


def test_a_page_read_again_replaces_its_earlier_reading(store: Store) -> None:
    store.add(make_read("one", claims=3))
    store.add(make_read("two", claims=1))
    store.add(make_read("one", claims=1))
    assert ids(store) == ["one-1", "two-1"]
    assert [id for id, _ in store.search("ferry")] == ["one", "two"]
    assert [a.name for a in store.actors() if a.documents == ("one", "two")] != []


def test_a_page_read_again_takes_its_stories_with_it(store: Store) -> None:
    store.add(make_read("one"))
    store.add(make_read("two"))
    store.replace_stories([make_story("s1", ("one-1", "two-1")), make_story("s2", ("two-2",))])
    store.add(make_read("one"))
    assert [s.id for s in store.stories()] == ["s2"]
    assert {c.id: c.story for c in store.claims()} == {"one-1": None, "one-2": None, "two-1": None, "two-2": "s2"}


def test_a_page_that_fails_half_way_changes_nothing(store: Store) -> None:
    store.add(make_read("one", claims=2))
    before = list(store.claims()), list(store.documents())
    twice = (make_claim(1, "one"), make_claim(1, "one"))  # the same id twice: no store can take it
    with pytest.raises(StoreError):
        store.add(Read(document=make_document("one", "other words"), claims=twice))
    assert (list(store.claims()), list(store.documents())) == before
    assert ids(store, words="ferry") == ["one-1", "one-2"]


def test_has_knows_bytes_and_version(store: Store) -> None:
    read = make_read("one")
    store.add(read)
    store.refuse(Refusal(document="bad.bin", stage="capture", reason="binary"), "f00d", "stages 1")
    assert store.has(read.document.sha256, "stages 1")
    assert not store.has("f00d", "stages 1")
    assert store.has_refused("bad.bin", "f00d", "stages 1")
    assert not store.has_refused("copy.bin", "f00d", "stages 1")
    assert not store.has_refused("bad.bin", "f00d", "stages 2")
    assert not store.has(read.document.sha256, "stages 2")
    assert not store.has("beef", "stages 1")


def test_what_was_learnt_is_kept_for_its_version(store: Store) -> None:
    strict = Fixture(site="host a.example", digest=-(2**63), is_bounded=True)
    loose = replace(strict, is_bounded=False)
    other = Fixture(site="lines 1f", digest=2**63 - 1, is_bounded=True)
    store.learn([other, strict], ["f00d", "beef"], "stages 1")
    assert list(store.fixtures("stages 1")) == [strict, other]
    assert store.learnt_from("stages 1") == {"f00d", "beef"}
    store.learn([loose], ["beef", "cafe"], "stages 1")
    store.learn([strict], [], "stages 1")
    assert list(store.fixtures("stages 1")) == [loose, other]
    assert store.learnt_from("stages 1") == {"f00d", "beef", "cafe"}
    assert not list(store.fixtures("stages 2"))
    store.learn([], ["f00d"], "stages 2")
    assert not list(store.fixtures("stages 1"))
    assert (store.learnt_from("stages 1"), store.learnt_from("stages 2")) == (frozenset(), {"f00d"})


def test_refusals_are_kept_once_a_path_and_end_when_the_page_is_read(store: Store) -> None:
    store.refuse(Refusal(document="b.txt", stage="capture", reason="empty"))
    store.refuse(Refusal(document="a.txt", stage="capture", reason="binary", remedy="save it as text"))
    store.refuse(Refusal(document="b.txt", stage="reader", reason="too long"))
    store.refuse(Refusal(document="pages/one.txt", stage="capture", reason="empty"))
    store.add(make_read("one"))
    assert list(store.refusals()) == [
        Refusal(document="a.txt", stage="capture", reason="binary", remedy="save it as text"),
        Refusal(document="b.txt", stage="reader", reason="too long"),
    ]


def test_a_path_that_is_no_unicode_is_kept_escaped(store: Store) -> None:
    store.refuse(Refusal(document="bad\udcff.txt", stage="capture", reason="binary"))
    assert [r.document for r in store.refusals()] == ["bad\\udcff.txt"]


@pytest.fixture
def filled(store: Store) -> Store:
    joint = Holder(name="both sides", members=(Entity(name="Mirra", country="MIR"),))
    claims = (
        make_claim(1, when=Interval.of("2021-03-01", "2021-03-05")),
        make_claim(2, polarity="-", holders=()),
        make_claim(3, actor="ÖRLAND Guard", country=None, type="COERCE", holders=(joint,)),
        make_claim(4, actor="PKX", country=None, when=Interval.of("2022-01-01")),
    )
    store.add(Read(document=make_document("one"), claims=claims))
    return store


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ({}, [1, 2, 3, 4]),
        ({"actor": "VES"}, [1, 2]),
        ({"actor": "PKX"}, [4]),
        ({"actor": "vess"}, [1, 2]),
        ({"actor": "örland"}, [3]),
        ({"actor": "ves' OR 1=1 --"}, []),
        ({"recipient": "ORL"}, [1, 2, 3, 4]),
        ({"recipient": "FERRY"}, [1, 2, 3, 4]),
        ({"recipient": "%"}, []),
        ({"holder": "ORL"}, [1, 4]),
        ({"holder": "MIR"}, [3]),
        ({"type": "COERCE"}, [3]),
        ({"kind": "relation"}, []),
        ({"polarity": "-"}, [2]),
        ({"mood": "actual", "actor": "VES", "polarity": "+"}, [1]),
        ({"document": "two"}, []),
        ({"within": Interval.of("2021-03-05", "2021-12-31")}, [1]),
        ({"within": Interval.of("2021-03-06", "2021-12-31")}, []),
        ({"words": "SHELLED ferry"}, [1, 2, 3, 4]),
        ({"words": 'shelled" OR "nothing'}, []),
        ({"words": "!!!"}, []),
        ({"words": "NEAR("}, []),
    ],
)
def test_filters(filled: Store, where: dict[str, object], numbers: list[int]) -> None:
    assert ids(filled, **where) == [f"one-{n}" for n in numbers]


def test_stories_come_back_in_order_of_dispute_then_origins(store: Store) -> None:
    for id in ("one", "two", "three"):
        store.add(make_read(id, claims=2))
    plain = make_story("a", ("one-1", "two-1"), "agrees", origins=1)
    broad = make_story("b", ("three-1", "three-2"), "repeats", origins=3)
    hot = make_story("c", ("one-2", "two-2"), "contradicts", origins=2)
    store.replace_stories(iter([plain, broad, hot]))
    assert list(store.stories()) == [hot, broad, plain]
    assert ids(store, story="c") == ["one-2", "two-2"]
    store.replace_stories(replace(s, id=s.id + "2") for s in store.stories())
    assert [s.id for s in store.stories()] == ["c2", "b2", "a2"]
    assert {c.story for c in store.claims()} == {"a2", "b2", "c2"}


def test_actors_are_counted_by_part(filled: Store) -> None:
    filled.add(make_read("two", claims=1))
    rows = {a.name: a for a in filled.actors()}
    assert (rows["Vessia"].acts, rows["Vessia"].receives, rows["Vessia"].holds) == (3, 0, 0)
    assert rows["Vessia"].documents == ("one", "two")
    assert (rows["Orland"].holds, rows["Mirra"].holds) == (3, 1)
    assert rows["Orlandish ferry"].sector == "BUS"
    assert rows["Orlandish ferry"].texts == ("its “ferry”",)
    assert (rows["Harbour League"].acts, rows["Harbour League"].texts) == (0, ("the League",))
    assert next(filled.actors()).name == "Orlandish ferry"


def test_search_finds_words_and_survives_any_sign(filled: Store) -> None:
    assert [id for id, snippet in filled.search("denied") if "denied" in snippet] == ["one"]
    for odd in ('"', "AND", "a*", "-", "(", "", "\0", "text:ferry", "NEAR/2"):
        list(filled.search(odd))
    assert list(filled.search("unheard")) == []


def test_reprints_come_back_as_written_and_are_replaced_as_a_whole(store: Store) -> None:
    for id in ("one", "three", "two"):
        store.add(make_read(id))
    told = [make_reprint("one", "two", earlier="two"), make_reprint("three", "two")]
    store.replace_reprints(reversed(told))
    assert list(store.reprints()) == told
    assert list(store.reprints("one")) == told[:1]
    assert list(store.reprints("two")) == told
    store.replace_reprints(told[1:])
    assert list(store.reprints()) == told[1:]


def test_a_page_read_again_takes_its_reprints_with_it(store: Store) -> None:
    for id in ("one", "three", "two"):
        store.add(make_read(id))
    store.replace_reprints([make_reprint("one", "three"), make_reprint("three", "two")])
    store.add(make_read("one"))
    assert list(store.reprints()) == [make_reprint("three", "two")]


def test_the_store_knows_whether_a_page_came_after_the_comparison(store: Store) -> None:
    assert store.is_compared()
    store.add(make_read("one"))
    assert not store.is_compared()
    store.replace_reprints([])
    assert store.is_compared()
    store.add(make_read("one"))
    assert not store.is_compared()


def test_reprints_that_fail_half_way_change_nothing(store: Store) -> None:
    store.add(make_read("one"))
    store.add(make_read("two"))
    store.replace_reprints([make_reprint("one", "two")])
    with pytest.raises(StoreError):
        store.replace_reprints([make_reprint("nowhere", "two")])
    assert list(store.reprints()) == [make_reprint("one", "two")]
