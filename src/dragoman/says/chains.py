"""Holder chains: who stands behind a word, from the one nearest to the document to the origin."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.records import UNSPECIFIED, Cue, Entity, Finding, Holder, Mention, Span
from dragoman.says.blocks import speech_blocks
from dragoman.says.denials import denying_word

MAX_DEPTH = 5
SURE = 0.8
_COMPANIONS = frozenset({"fixed", "compound:prt", "prt"})
FIRST_PERSON = frozenset({"we", "i", "our", "us", "my", "me", "ours", "mine", "ourselves", "myself"})
SECOND_PERSON = frozenset({"you", "your", "yours"})


def is_first_person(entity: Entity) -> bool:
    """Whether these are the words of a speaker for himself."""
    return (entity.text or entity.name).lower() in FIRST_PERSON


def cue_span(doc: Doc, cue: Cue) -> Span:
    """The words of a cue: as read, else the one that carries it, its particle and fixed companions ("ruled out")."""
    if cue.words:
        words = doc[cue.words[0] : cue.words[1]]
        return Span(words.start_char, words.end_char)
    return _with_companions(doc[cue.word])


def _with_companions(token: Token) -> Span:
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].head == token and token.doc[end].dep_ in _COMPANIONS:
        end += 1
    last = token.doc[end - 1]
    return Span(token.idx, last.idx + len(last.text))


class Chains:
    """Answers for one Doc who holds what."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._text = doc, doc.text  # put together once: it costs as much as the page is long
        self._entities: dict[Mention, Entity] = doc._.entities or {}
        self._cues: tuple[Cue, ...] = doc._.cues
        self._blocks = speech_blocks(doc)
        self.cue_words = frozenset(c.word for c in self._cues)

    def of(self, finding: Finding) -> tuple[Holder, ...]:
        """The chain behind a finding; () for the document itself."""
        at = finding.trigger
        if finding.holder:
            return self._outwards(finding.holder, at)
        if finding.holder_unspecified:
            return self._voice(at, (self._unspecified(at),))
        block = self._block(at)
        if block and block.source:
            return self._outwards(block.source, at, block)
        around = self._around(at)
        if around:
            return self.of_cue(around)
        denier = self._denier(at)
        return self._outwards(denier, at) if denier else self._voice(at, ())

    def _denier(self, at: int) -> Mention | None:
        """Who denies it, where a word of denial governs the word: the subject of "rejects the charge"."""
        word = denying_word(self._doc[at], self.cue_words)
        subjects = {t.i for t in word.children if t.dep_ in ("nsubj", "nmod:poss")} if word else set()
        return next((m for m in self._doc._.mentions if m.head in subjects), None)

    def _around(self, at: int) -> Cue | None:
        """The nearest sure cue of the same sentence whose content holds the word."""
        sentence = self._doc[at].sent
        holding = [
            c
            for c in self._cues
            if c.confidence >= SURE
            and c.content
            and c.content[0] <= at < c.content[1]
            and sentence.start <= c.word < sentence.end
        ]
        return min(holding, key=lambda c: abs(c.word - at), default=None)

    def of_cue(self, cue: Cue) -> tuple[Holder, ...]:
        """The chain behind a cue's content: its source, and behind whom the cue itself stands."""
        if cue.source is None:
            return self._voice(cue.word, (self._unspecified(cue.word, cue),))
        return self._outwards(cue.source, cue.word, cue)

    def _outwards(self, source: Mention, at: int, cue: Cue | None = None) -> tuple[Holder, ...]:
        chain: list[Holder] = []
        seen: set[str] = set()
        mention: Mention | None = source
        while mention is not None and len(chain) < MAX_DEPTH:
            entity = self._entity(mention)
            cue = cue or self._cue_for(mention, at)
            if entity.name in seen:
                break
            seen.add(entity.name)
            chain.insert(0, self._holder(entity, cue))
            at = cue.word if cue else mention.head
            outer = cue.outer if cue else None
            mention, cue = (outer if outer != mention else None), None
        return self._voice(at, tuple(chain))

    def _entity(self, m: Mention) -> Entity:
        words = self._doc[m.start : m.end]
        return self._entities.get(m) or Entity(
            name=words.text, text=words.text, span=Span(words.start_char, words.end_char)
        )

    def _cue_for(self, source: Mention, at: int) -> Cue | None:
        """The cue of this source whose content holds the word, else the nearest one."""
        own = [c for c in self._cues if c.source and (c.source == source or self._same(c.source, source))]
        holding = [c for c in own if c.content and c.content[0] <= at < c.content[1]]
        return min(holding or own, key=lambda c: abs(c.word - at), default=None)

    def _same(self, a: Mention, b: Mention) -> bool:
        return abs(a.head - b.head) < 200 and self._entity(a).name == self._entity(b).name

    def _holder(self, e: Entity, cue: Cue | None) -> Holder:
        span = cue_span(self._doc, cue) if cue else None
        return Holder(
            name=e.name, country=e.country, sector=e.sector, text=e.text, span=e.span,
            cue=span.quote(self._text) if span else None, cue_span=span,
        )  # fmt: skip

    def _unspecified(self, at: int, cue: Cue | None = None) -> Holder:
        sentence = self._doc[at].sent
        near = cue or min(
            (c for c in self._cues if c.source is None and sentence.start <= c.word < sentence.end),
            key=lambda c: abs(c.word - at),
            default=None,
        )
        span = cue_span(self._doc, near) if near else None
        return Holder(name=UNSPECIFIED, cue=span.quote(self._text) if span else None, cue_span=span)

    def _block(self, at: int) -> Cue | None:
        place = self._doc[at].idx
        return next((b.cue for b in self._blocks if b.start <= place < b.end), None)

    def _voice(self, at: int, chain: tuple[Holder, ...]) -> tuple[Holder, ...]:
        """A reader's comment has the commenter as first holder; the page's own "we" is the document itself."""
        place = self._doc[at].idx
        voice = next((v for v in self._doc._.voices if v.start <= place < v.end), None)
        named = tuple(h for h in chain if not is_first_person(h))
        if voice is None or (named and named[0].name == voice.name):
            return named
        return (Holder(name=voice.name, text=voice.name), *named)
