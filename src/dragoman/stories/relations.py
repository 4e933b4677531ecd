"""How one claim of a story stands to another. Contradiction is tested before agreement."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from dragoman.records import RELATION_TYPES, Claim, Comparison, Document
from dragoman.stories.figures import figures
from dragoman.stories.origins import Documents, origin, path
from dragoman.stories.parties import Match, match_claims
from dragoman.stories.words import content

_REPRINT = 92.0
"""rapidfuzz ratio (0 to 100) above which two sentences are one, copied."""
_COPY_LENGTH = 40
"""Shorter sentences are alike by chance."""

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Claim
    b: Claim
    actors: Match
    documents: Documents

    @property
    def both_actual(self) -> bool:
        return self.a.stance.mood == self.b.stance.mood == "actual"

    @property
    def one_polarity(self) -> bool:
        return self.a.stance.polarity == self.b.stance.polarity


def relate(a: Claim, b: Claim, documents: Documents) -> Comparison | None:
    """The comparison of two claims on one proposition; None where they neither meet nor clash."""
    pair = _Pair(a, b, match_claims(a, b)[0], documents)
    for test in (_other_author, _denial, _other_figure, _other_day, _repetition, _doubt, _agreement):
        if (found := test(pair)) is not None:
            relation, because = found
            return Comparison(first=a.id, second=b.id, relation=relation, because=because) if relation else None
    return None


def _other_author(pair: _Pair) -> Finding | None:
    if pair.actors is not Match.CONFLICT:
        return None
    if pair.a.stance.polarity == "-" or pair.b.stance.polarity == "-":
        return "", "it may be true that one did not do it and that another did"
    return ("contradicts" if pair.both_actual else "disputes"), f"who: {_names(pair.a)} or {_names(pair.b)}"


def _denial(pair: _Pair) -> Finding | None:
    if pair.one_polarity:
        return None
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
    grown = (two[what] - one[what]) * order
    if order and grown > 0:
        return "updates", f"a later figure: {told}"
    # a tally that shrinks, or two at the same time, cannot both be right; where it is the same voice it was mended
    same = origin(pair.a, pair.documents) == origin(pair.b, pair.documents)
    return ("updates" if same and order else "contradicts"), f"how many: {told}"


def _other_day(pair: _Pair) -> Finding | None:
    a, b = pair.a.when, pair.b.when
    if pair.a.type in RELATION_TYPES or not pair.both_actual or a is None or b is None or a.overlaps(b):
        return None
    if max(a.days, b.days) > 3:
        return None
    return "contradicts", f"when: {a.first.isoformat()} or {b.first.isoformat()}"


def _repetition(pair: _Pair) -> Finding | None:
    one, two = origin(pair.a, pair.documents), origin(pair.b, pair.documents)
    if one == two:
        return "repeats", f"the same origin: {one}"
    if pair.a.document != pair.b.document and _is_copy(pair.a.quote, pair.b.quote):
        return "repeats", "the same sentence"
    for near, far in ((pair.a, two), (pair.b, one)):
        # a page that took it from the other's own mouth, or through it
        if far in path(near, pair.documents) and not far.startswith("state:"):
            return "repeats", f"drawn from {far}"
    return None


def _doubt(pair: _Pair) -> Finding | None:
    moods = {pair.a.stance.mood, pair.b.stance.mood}
    if "questioned" in moods and len(moods) == 2:
        return "disputes", f"{pair.a.stance.mood} and {pair.b.stance.mood}"
    return None


def _agreement(pair: _Pair) -> Finding | None:
    one, two = origin(pair.a, pair.documents), origin(pair.b, pair.documents)
    return "agrees", f"different origins: {one}; {two}"


def _is_copy(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _COPY_LENGTH and ratio(a.casefold(), b.casefold()) >= _REPRINT


def _names(claim: Claim) -> str:
    return " and ".join(e.name for e in claim.actors)


def _order(pair: _Pair) -> int:
    """1: the second page is later; -1: earlier; 0: unknown or the same time."""
    one, two = (_day(pair.documents.get(c.document)) for c in (pair.a, pair.b))
    return 0 if one is None or two is None else (one < two) - (one > two)


def _day(document: Document | None) -> int | None:
    return document.published.interval.first.toordinal() if document and document.published else None
