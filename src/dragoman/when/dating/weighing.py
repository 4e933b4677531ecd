"""Evidence → publication interval: votes multiplied, the shortest stretch that holds nine tenths of the result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.records import DatingEvidence, Interval, Publication
from dragoman.when.dating.evidence import FIRST, DatingHints, Evidence, ordinal
from dragoman.when.dating.hints import from_hints
from dragoman.when.dating.names import find_events, from_names
from dragoman.when.dating.offices import from_offices
from dragoman.when.dating.script import read_script
from dragoman.when.dating.told import from_dates

MASS = 0.93  # of the votes, which the interval holds
CERTAIN = 0.9  # share of pages whose day such an interval holds, as measured
_MASS_OF_MONTH = 0.7  # a month that holds so much is rather told than years that hold more
_MONTH = 31
LONGEST = 3653  # days: longer intervals tell nobody anything
_SHORTEST = 3  # days: words never carry the very day
_NAMED = 5  # pieces of evidence told in the basis
_PRIOR_RISE = date(2002, 1, 1).toordinal()  # pages on the web grow to this day and stay as many
_PRIOR_YEARS = 6.0  # in which they grew by a factor of e
_TOO_SMALL = 1e-9


def date_page(doc: Doc, hints: DatingHints) -> Publication | None:
    """When a page that does not say so was published, with the evidence; None where nothing narrows it.

    Looks at the words of the Doc and at its voices: what readers wrote dates them, not the page.
    """
    script = read_script(doc)
    events = tuple(find_events(script))
    dates = from_dates(script, [(met.first, met.last) for met in events])
    found = [*dates, *from_offices(script), *from_names(script, events), *from_hints(hints)]
    return weigh(found, hints.until)


def weigh(found: Sequence[Evidence], until: date) -> Publication | None:
    """The publication interval that the evidence carries, on or before a last day."""
    if not found:
        return None
    days = np.arange(FIRST, ordinal(until) + 1)
    scores = np.minimum(0.0, (days - _PRIOR_RISE) / (365.25 * _PRIOR_YEARS))
    for evidence in found:
        _vote(evidence, scores)
    interval, mass = _narrowed(days, np.exp(scores - scores.max()))
    interval = _clipped(interval, [e for e in found if e.is_hard])
    if interval.days > LONGEST:
        return None
    against = [e for e in found if not _allows(e, interval)]
    ranked = sorted((e for e in found if e not in against), key=_strength)
    basis = "; ".join(f"“{e.quote}”: {e.reason}" if e.quote else e.reason for e in ranked[:_NAMED])
    certainty = mass * 0.8 ** len([e for e in against if e.is_hard])
    return Publication(
        interval=interval,
        basis=f"inferred from {basis}",
        certainty=round(certainty, 3),
        evidence=tuple(_item(e) for e in [*ranked, *against]),
    )


def _vote(evidence: Evidence, scores: NDArray[np.float64]) -> None:
    """Add the log weight of every day, less that of the days that the evidence does not speak of."""
    floor = log(max(evidence.otherwise, _TOO_SMALL))
    for first, last, weight in evidence.steps:
        scores[max(0, first - FIRST) : max(0, last - FIRST + 1)] += log(max(weight, _TOO_SMALL)) - floor


def _narrowed(days: NDArray[np.int_], mass: NDArray[np.float64]) -> tuple[Interval, float]:
    """The shortest stretch that holds nine tenths; where it is longer than a month, a month that holds most.

    With the certainty of either.
    """
    total = np.concatenate(([0.0], np.cumsum(mass)))
    interval = _shortest(days, total)
    if interval.days <= _MONTH or len(days) < _MONTH:
        return interval, CERTAIN
    held = (total[_MONTH:] - total[:-_MONTH]) / total[-1]
    start = int(np.argmax(held))
    if held[start] < _MASS_OF_MONTH:
        return interval, CERTAIN
    first = int(days[start])
    return Interval(date.fromordinal(first), date.fromordinal(first + _MONTH - 1)), float(min(CERTAIN, held[start]))


def _shortest(days: NDArray[np.int_], total: NDArray[np.float64]) -> Interval:
    """The shortest stretch of days that holds its share; total: the mass before each day and, at last, of all."""
    wanted = total[:-1] + MASS * total[-1]
    ends = np.searchsorted(total, wanted, side="left")
    lengths = np.where(ends < len(total), ends - np.arange(len(wanted)), len(total) + 1)
    start = int(np.argmin(lengths))
    last = int(days[start]) + max(_SHORTEST, int(lengths[start])) - 1
    last = min(int(days[-1]), last)
    return Interval(date.fromordinal(min(int(days[start]), last - _SHORTEST + 1)), date.fromordinal(last))


def _clipped(interval: Interval, hard: Sequence[Evidence]) -> Interval:
    """Without the days that hard evidence rules out, where that leaves days enough."""
    for evidence in hard:
        first, last = evidence.first or interval.first, evidence.last or interval.last
        kept = interval.meet(Interval(first, last)) if first <= last else None
        interval = kept if kept is not None and kept.days >= _SHORTEST else interval
    return interval


def _allows(evidence: Evidence, interval: Interval) -> bool:
    """Whether some day of the interval agrees with the bound that the evidence states."""
    too_late = evidence.first is not None and interval.last < evidence.first
    return not too_late and (evidence.last is None or interval.first <= evidence.last)


def _strength(evidence: Evidence) -> tuple[int, int]:
    """The narrowest bounds first; of one-sided ones the latest beginning."""
    first = evidence.first or date.min
    if evidence.last is not None and evidence.first is not None:
        return 0, (evidence.last - first).days
    return 1, -first.toordinal()


def _item(evidence: Evidence) -> DatingEvidence:
    return DatingEvidence(
        reason=evidence.reason, quote=evidence.quote, span=evidence.span, first=evidence.first, last=evidence.last,
        is_hard=evidence.is_hard,
    )  # fmt: skip
