"""All reprints among the pages of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from dragoman.records import Document, Reprint, Span
from dragoman.stories.reprints.alignment import Alignment, Match, align
from dragoman.stories.reprints.credits import is_one_name, publisher_names
from dragoman.stories.reprints.furniture import count_furniture
from dragoman.stories.reprints.precedence import precedence
from dragoman.stories.reprints.sentences import Sentence, headlines, sentences
from dragoman.stories.reprints.twins import LEAST_WORDS, Twins

_WHOLE = 0.8
"""Share of a page's words from which nearly all of it is shared."""
_SEVERAL, _PASSAGE = 2, 40
"""Sentences and words, outside quotation marks, of a passage that two authors do not hit upon."""
_HALF = 0.5
_KEPT = 128
"""Pages kept with their sentences while pairs are compared."""
Page = tuple[Document, Sequence[Sentence]]


def find_reprints(pages: Callable[[], Iterable[Document]], page: Callable[[str], Document]) -> list[Reprint]:
    """Pairs of pages that print one text, by id; any order of pages gives the same.

    pages: all of them, anew at each call (they are gone through twice, one at a time); page: one of them by id.
    """
    furniture = count_furniture((p, sentences(p)) for p in pages())
    twins = Twins()
    for document in pages():
        twins.add(document.id, furniture.without(document, sentences(document)))

    @lru_cache(maxsize=_KEPT)
    def known(id: str) -> Page:
        document = page(id)
        return document, furniture.without(document, sentences(document))

    return [r for one, two in twins.pairs() if (r := compare(known(one), known(two))) is not None]


def compare(one: Page, two: Page) -> Reprint | None:
    """What two pages share, None where it is less than a passage. Each: a document, and its own sentences."""
    found = align(one[1], two[1])
    kind = _kind(found, _may_share_furniture(one[0], two[0]))
    if kind is None:
        return None
    order = precedence(one[0], two[0], found.shares)
    return Reprint(
        one=one[0].id,
        two=two[0].id,
        kind=kind,
        share_of_one=round(found.shares[0], 3),
        share_of_two=round(found.shares[1], 3),
        sentences=_places(found, kind, one[0], two[0]),
        earlier=order.earlier,
        because=order.because,
        credits=order.credits,
    )


def _kind(found: Alignment, may_share_furniture: bool) -> str | None:
    if sum(len(found.one[i].words) for i, _ in found.matches) < LEAST_WORDS:
        return None
    low, high = sorted(found.shares)
    if low >= _WHOLE:
        return "copy"
    if high >= _WHOLE:
        return "reprint"
    passages = list(_passages(found))
    if not passages or (may_share_furniture and high < _HALF and _is_at_an_end(found)):
        return None
    return "partial"


def _passages(found: Alignment) -> Iterator[list[Match]]:
    """Runs that are long enough: what both merely quote from a third is no text of either."""
    for run in found.runs():
        if len(run) >= _SEVERAL and sum(max(found.one[i].own, found.two[j].own) for i, j in run) >= _PASSAGE:
            yield run


def _places(found: Alignment, kind: str, one: Document, two: Document) -> tuple[tuple[Span, Span], ...]:
    """The sentences that are one text: all, headlines too; of two articles those of the shared passages."""
    if kind == "partial":
        return tuple(_spans(found, [match for run in _passages(found) for match in run]))
    heads = align(headlines(one), headlines(two))
    return tuple(sorted([*_spans(heads, heads.matches), *_spans(found, found.matches)]))


def _spans(found: Alignment, matches: Iterable[Match]) -> Iterator[tuple[Span, Span]]:
    return ((found.one[i].span, found.two[j].span) for i, j in matches)


def _may_share_furniture(one: Document, two: Document) -> bool:
    """Whether one publisher may stand behind both."""
    a, b = publisher_names(one), publisher_names(two)
    return is_one_name(a[0], b) if a and b else a == b


def _is_at_an_end(found: Alignment) -> bool:
    """Whether all that is shared is the first or the last of both pages: who we are, how to reach us."""
    first = all(place == n for n, match in enumerate(found.matches) for place in match)
    left = ((len(found.one) - i, len(found.two) - j) for i, j in reversed(found.matches))
    return first or all(place == n for n, match in enumerate(left, 1) for place in match)
