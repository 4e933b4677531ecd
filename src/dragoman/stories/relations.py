"""How one claim of a story stands to another. Contradiction is tested before agreement."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from dragoman.records import RELATION_TYPES, Claim, Comparison, Document
from dragoman.stories.figures import figures
from dragoman.stories.origins import Provenance
from dragoman.stories.parties import Match, match_claims
from dragoman.stories.words import content

_REPRINT = 92.0
"""rapidfuzz ratio (0 to 100) above which two sentences are one, copied."""
_COPY_LENGTH = 40
"""Shorter sentences are alike by chance."""
_EXACT = 3
"""Days: a date given more loosely contradicts no other."""

Finding = tuple[str, str]
_NOTHING: Finding = ("", "")


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Claim
    b: Claim
    actors: Match
    provenance: Provenance

    @property
    def both_actual(self) -> bool:
        return self.a.stance.mood == self.b.stance.mood == "actual"

    @property
    def one_polarity(self) -> bool:
        return self.a.stance.polarity == self.b.stance.polarity

    @property
    def origins(self) -> tuple[str, str]:
        return self.provenance.origin(self.a), self.provenance.origin(self.b)


def relate(a: Claim, b: Claim, provenance: Provenance) -> Comparison | None:
    """The comparison of two claims on one proposition; None where they neither meet nor clash."""
    pair = _Pair(a, b, match_claims(a, b)[0], provenance)
    for test in (_other_author, _denial, _other_figure, _same_source, _other_day, _doubt, _agreement):
        if (found := test(pair)) is not None:
            relation, because = found
            return Comparison(first=a.id, second=b.id, relation=relation, because=because) if relation else None
    return None


def _other_author(pair: _Pair) -> Finding | None:
    """Two authors of one act; that one did not do it leaves room for the other."""
    if pair.actors is not Match.CONFLICT:
        return None
    if pair.a.stance.polarity == "-" or pair.b.stance.polarity == "-":
        return _NOTHING
    return ("contradicts" if pair.both_actual else "disputes"), f"who: {_names(pair.a)} or {_names(pair.b)}"


def _denial(pair: _Pair) -> Finding | None:
    if pair.one_polarity:
        return None
    denied, affirmed = (pair.a, pair.b) if pair.a.stance.polarity == "-" else (pair.b, pair.a)
    if denied.actors and not affirmed.actors and denied.type not in RELATION_TYPES:
        return _NOTHING  # "it was not us" does not deny that it happened
    if pair.both_actual:
        return "contradicts", "asserted and denied"
    moods = " and ".join(f"{c.stance.polarity} {c.stance.mood}" for c in (pair.a, pair.b))
    return "disputes", f"affirmed and denied, but not both as fact: {moods}"


def _other_figure(pair: _Pair) -> Finding | None:
    one, two = figures(content(pair.a)), figures(content(pair.b))
    differing = [what for what in sorted(one.keys() & two.keys()) if one[what] != two[what]]
    if not differing:
        return None
    what = differing[0]
    told = f"{one[what]:g} and {two[what]:g} {what}".rstrip()
    order = _order(pair)
    if order and (two[what] - one[what]) * order > 0:
        return "updates", f"a later figure: {told}"
    # a tally that shrinks, or two of one time, cannot both be right; where it is one source, it corrected itself
    corrected = order and pair.origins[0] == pair.origins[1]
    return ("updates" if corrected else "contradicts"), f"how many: {told}"


def _same_source(pair: _Pair) -> Finding | None:
    one, two = pair.origins
    if one == two:
        return "repeats", f"the same origin: {one}"
    if pair.provenance.is_one_text(pair.a, pair.b):
        return "repeats", "one text, printed twice"
    if pair.a.document != pair.b.document and _is_copy(pair.a.quote, pair.b.quote):
        return "repeats", "the same sentence"
    for near, far in ((pair.a, pair.b), (pair.b, pair.a)):
        hands = pair.provenance.hands(near)
        page = pair.provenance.page_origin(far.document)
        if near.document != far.document and page in hands:
            return "repeats", f"drawn from {page}"
        if pair.provenance.origin(far) in hands:
            return "repeats", f"through {pair.provenance.origin(far)}"
    return None


def _other_day(pair: _Pair) -> Finding | None:
    a, b = pair.a.when, pair.b.when
    if pair.a.type in RELATION_TYPES or not pair.both_actual or a is None or b is None or a.overlaps(b):
        return None
    if max(a.days, b.days) > _EXACT:
        return None
    return "contradicts", f"when: {a.first.isoformat()} or {b.first.isoformat()}"


def _doubt(pair: _Pair) -> Finding | None:
    moods = {pair.a.stance.mood, pair.b.stance.mood}
    if "questioned" in moods and len(moods) == 2:
        return "disputes", f"{pair.a.stance.mood} and {pair.b.stance.mood}"
    return None


def _agreement(pair: _Pair) -> Finding | None:
    one, two = pair.origins
    return "agrees", f"different origins: {one}; {two}"


def _is_copy(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _COPY_LENGTH and ratio(a.casefold(), b.casefold()) >= _REPRINT


def _names(claim: Claim) -> str:
    return " and ".join(e.name for e in claim.actors)


def _order(pair: _Pair) -> int:
    """1: the second page is later; -1: earlier; 0: unknown or the same time."""
    one, two = (_day(pair.provenance.documents.get(c.document)) for c in (pair.a, pair.b))
    return 0 if one is None or two is None else (one < two) - (one > two)


def _day(document: Document | None) -> int | None:
    return document.published.interval.first.toordinal() if document and document.published else None
