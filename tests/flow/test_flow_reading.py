"""From pages to claims with the shipped weights: whatever is claimed stands on the page, to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import spacy

import dragoman
from dragoman.capture import read_page
from dragoman.errors import PageError
from dragoman.flow import load, made_by, read_documents
from dragoman.flow.reading import prepared, voices
from dragoman.records import (
    Document,
    Entity,
    Interval,
    Line,
    OffsetMap,
    Publication,
    Reading,
    Span,
    Statement,
    Voice,
)
from dragoman.store.protocol import Read

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(p for p in (ROOT / "examples/caucasus").iterdir() if p.suffix in (".txt", ".html"))
SHARED = [ROOT.parent / "shared/pages", ROOT.parent / "shared/data/claims/docs"]


def captured(paths: list[Path]) -> list[Document]:
    out = []
    for path in paths:
        try:
            out.append(read_page(path))
        except PageError:
            continue
    return out


def assert_stands_on_its_page(read: Read) -> None:
    text = read.document.text

    def assert_words(entity: Entity) -> None:
        if entity.span is not None:
            assert entity.text == entity.span.quote(text)

    for claim in read.claims:
        assert claim.document == read.document.id
        assert claim.quote == text[claim.evidence.start : claim.evidence.end]
        assert claim.quote.strip()
        assert text.count(claim.quote) == 1
        what = claim.proposition
        if isinstance(what, Statement):
            assert what.content == what.content_span.quote(text)
        else:
            assert what.trigger == what.trigger_span.quote(text)
            for entity in (*what.actors, *what.recipients):
                assert_words(entity)
        for holder in claim.holders:
            assert_words(holder)
            if holder.cue_span:
                assert holder.cue == holder.cue_span.quote(text)
    for timex in read.timexes:
        assert 0 <= timex.start_char < timex.end_char <= len(text)


def test_every_claim_of_the_examples_stands_on_its_page():
    reads = list(read_documents(load(), captured(EXAMPLES), made_by()))
    assert len(reads) == len(EXAMPLES) == 6
    for read in reads:
        assert_stands_on_its_page(read)
        assert [c.id for c in read.claims] == [f"{read.document.id}-{n}" for n in range(1, len(read.claims) + 1)]
    assert sum(len(r.claims) for r in reads) >= 60
    assert any(c.stance.polarity == "-" for r in reads for c in r.claims)
    assert any(len(c.holders) >= 2 for r in reads for c in r.claims)


@pytest.mark.parametrize("folder", SHARED, ids=lambda p: p.name)
def test_every_claim_of_real_pages_stands_on_its_page(folder):
    if not folder.is_dir():
        pytest.skip("shared data is not here")
    documents = captured(sorted(folder.glob("*.txt")))
    assert documents
    for read in read_documents(load(), documents, made_by()):
        assert_stands_on_its_page(read)


def test_a_voice_carries_when_it_was_posted_and_whom_it_answers() -> None:
    posted = Publication(interval=Interval.of("2021-03-02"), basis="2 March 2021", certainty=0.9)
    lines = (
        Line(number=1, role="body", span=Span(0, 5)),
        Line(number=2, role="comment", span=Span(6, 11), voice="Quill"),
        Line(number=3, role="comment", span=Span(12, 17), voice="Ada", posted=posted, to="Quill"),
    )
    reading = Reading(text="Rain.\nSnow.\nHail.", offsets=OffsetMap(()), lines=lines)
    assert voices(reading) == (Voice(6, 11, "Quill"), Voice(12, 17, "Ada", Interval.of("2021-03-02"), "Quill"))


def test_comments_are_held_by_their_authors():
    thread = next(p for p in EXAMPLES if p.name.startswith("thread"))
    (read,) = read_documents(load(), [read_page(thread)], made_by())
    spans = {line.voice: line.span for line in read.document.lines if line.voice and line.span}
    held = [c for c in read.claims if any(s.contains(c.evidence) for s in spans.values())]
    assert held
    for claim in held:
        assert claim.holders
        assert claim.holders[0].name in {line.voice for line in read.document.lines}


def test_one_text_in_one_call():
    doc = dragoman.code("Iran denied on Tuesday that it had sent weapons to Armenia.", published="2021-10-06")
    assert doc.text.startswith("Iran")
    assert {t.dep_ for t in doc} >= {"ROOT", "nsubj"}
    (denied,) = [c for c in doc._.claims if c.type == "AID"]
    assert denied.stance.polarity == "-"
    assert [e.country for e in denied.actors] == ["IRN"]
    assert [h.country for h in denied.holders] == ["IRN"]
    assert denied.when == Interval.of("2021-10-05")


def test_given_words_and_sentences_are_kept():
    from spacy.tokens import Doc

    nlp = load()
    words = "Rain fell . Iran 's army left".split()
    doc = nlp.get_pipe("reader")(
        Doc(nlp.vocab, words=words, sent_starts=[True, False, False, False, True, False, False])
    )
    assert [t.text for t in doc] == words
    assert [s.start for s in doc.sents] == [0, 4]


def test_empty_and_odd_texts():
    for text in ("", " \n\n ", "…", "A", "“", "\u202bשלום\u202c", "word " * 3000):
        assert isinstance(dragoman.code(text)._.claims, tuple)


@pytest.mark.parametrize(("certainty", "anchor"), [(0.3, None), (0.8, Interval.of("2012-04-30"))])
def test_no_time_is_reckoned_from_a_weak_date(tmp_path: Path, certainty: float, anchor: Interval | None) -> None:
    (tmp_path / "a.txt").write_text("Norway denied on Monday that the talks with Chile had failed.")
    published = Publication(interval=Interval.of("2012-04-30"), basis="PDF metadata CreationDate", certainty=certainty)
    document = replace(read_page(tmp_path / "a.txt"), published=published)
    assert prepared(spacy.blank("en"), document)._.published == anchor
