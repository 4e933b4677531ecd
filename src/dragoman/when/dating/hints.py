"""What stands on the page outside its reading text: readers' comments, copyright, url."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.when.dating.evidence import FIRST, LAST, DatingHints, Evidence, bounded
from dragoman.when.dating.told import lagged, lags

_OTHER_YEAR = 0.03  # share of pages whose url names another year
_OF_NOTICE, _BEFORE_NOTICE = 0.48, 0.5  # shares: a notice is renewed while the page stands, older pages are common
_NOTICES = 20 * 365  # days before its notice in which a page may be as old


def from_hints(hints: DatingHints) -> Iterator[Evidence]:
    """The votes of the hints."""
    if hints.comments:
        yield _before_comments(*min(hints.comments))
    if hints.copyright:
        yield _under_notice(*hints.copyright)
    if hints.url_year:
        year, words = hints.url_year
        first, last = date(year, 1, 1), date(year, 12, 31)
        yield _elsewhere("year in the url", words, first, last, *bounded(first, last, _OTHER_YEAR))


def _before_comments(day: date, words: str) -> Evidence:
    steps = tuple(lagged(day, lags()["comment", "any"]))
    return _elsewhere("the first reader's comment came after it", words, None, day, steps, 0.0, is_hard=True)


def _under_notice(year: int, words: str) -> Evidence:
    last = date(year, 12, 31)
    begin, end = date(year, 1, 1).toordinal(), last.toordinal()
    earlier = begin - _NOTICES, begin - 1, _BEFORE_NOTICE / _NOTICES
    steps = (earlier, (begin, end, _OF_NOTICE / (end - begin + 1)))
    rest = (1 - _OF_NOTICE - _BEFORE_NOTICE) / (LAST - FIRST)
    return _elsewhere("year of the copyright notice", words, None, last, steps, rest)


def _elsewhere(
    reason: str, words: str, first: date | None, last: date | None, steps: tuple[tuple[int, int, float], ...],
    otherwise: float, *, is_hard: bool = False,
) -> Evidence:  # fmt: skip
    return Evidence(
        reason=reason, quote=words, span=None, steps=steps, otherwise=otherwise, first=first, last=last, is_hard=is_hard
    )
