"""The spaCy component `says`: doc._.propositions and doc._.cues to doc._.claims and doc._.attributions."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.records import Attribution, Claim, Cue, Entity, Event, Finding, Relation, Span, Stance, Statement
from dragoman.records.extensions import register
from dragoman.says.chains import Chains, cue_span
from dragoman.says.denials import with_denial
from dragoman.says.quotes import evidence
from dragoman.says.settings import place_of, time_of
from dragoman.says.statements import bare_contents, content_span
from dragoman.says.voices import with_speakers


class SaysComponent:
    """Claims in order of the page. made_by: name and version of what found them."""

    def __init__(self, made_by: str) -> None:
        self.made_by = made_by
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Make doc._.claims and doc._.attributions."""
        chains, text = Chains(doc), doc.text
        claims = [self._claim(doc, text, chains, f, p) for f, p in doc._.propositions]
        claims = _once_a_sentence(doc, claims)
        claims += [self._statement(doc, text, chains, cue, span) for cue, span in bare_contents(doc, claims)]
        claims.sort(key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.type or ""))
        doc._.claims = tuple(claims)
        doc._.attributions = tuple(_attribution(doc, c) for c in doc._.cues)
        return doc

    def _claim(self, doc: Doc, text: str, chains: Chains, f: Finding, what: Event | Relation) -> Claim:
        holders = chains.of(f)
        what = with_speakers(what, holders, doc._.publisher_actor)
        people = (*what.actors, *what.recipients)
        where = place_of(doc, f.trigger, [e.span for e in people if e.span], f.place)
        span = evidence(doc, text, what.trigger_span, people, holders)
        return Claim(
            id=f"{f.trigger}", document="", proposition=what, holders=holders,
            stance=with_denial(Stance(polarity=f.polarity, mood=f.mood), doc[f.trigger], chains.cue_words),
            quote=span.quote(text), evidence=span,
            when=time_of(doc, f.trigger, f.time), where=where, confidence=f.confidence, made_by=self.made_by,
        )  # fmt: skip

    def _statement(self, doc: Doc, text: str, chains: Chains, cue: Cue, content: Span) -> Claim:
        holders = chains.of_cue(cue) or chains.of_cue(_sourceless(cue))
        span = evidence(doc, text, content, (), holders)
        return Claim(
            id=f"{cue.word}s", document="",
            proposition=Statement(content=content.quote(text), content_span=content),
            holders=holders, stance=Stance(polarity=cue.polarity, mood=cue.mood), quote=span.quote(text),
            evidence=span, when=None, where=None, confidence=cue.confidence, made_by=self.made_by,
        )  # fmt: skip


def _sourceless(cue: Cue) -> Cue:
    return replace(cue, source=None, outer=None)


def _key(e: Entity) -> str:
    return e.country or e.name.lower()


def _once_a_sentence(doc: Doc, claims: list[Claim]) -> list[Claim]:
    """The same proposition again within one sentence, by the same holders, is dropped; the surer one stays."""
    best: dict[tuple[object, ...], Claim] = {}
    for c in claims:
        sentence = doc[int(c.id)].sent.start
        sides = tuple(tuple(sorted(map(_key, side))) for side in (c.actors, c.recipients, c.holders))
        key = (sentence, c.type, c.stance, *sides)
        if key not in best or c.confidence > best[key].confidence:
            best[key] = c
    return list(best.values())


def _attribution(doc: Doc, cue: Cue) -> Attribution:
    words = cue_span(doc, cue)
    source = doc[cue.source.start : cue.source.end] if cue.source else None
    content = content_span(doc, cue)
    return Attribution(
        source=((source.start_char, source.end_char),) if source else (),
        cue=((words.start, words.end),),
        content=((content.start, content.end),) if content else (),
    )


@Language.factory("says", default_config={"made_by": "dragoman"})
def make_says(nlp: Language, name: str, made_by: str) -> SaysComponent:
    """The component."""
    return SaysComponent(made_by)
