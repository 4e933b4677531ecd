"""Happenings in order of time: claims on one proposition at one time, laid together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.dossier.wording import chain, most_telling, proposition, stance_words
from dragoman.records import Claim, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who takes one stance. badge, mark, group: as in wording; holders: names of last holders, each once."""

    badge: str
    mark: str
    group: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One proposition at one time (None: undated), with everybody's stance to it, in order of the pages."""

    when: Interval | None
    proposition: str
    where: str | None
    holdings: tuple[Holding, ...]
    claims: tuple[Claim, ...]


def timeline(claims: Iterable[Claim], voices: Mapping[str, str]) -> list[Entry]:
    """Events and relations, earliest first, the undated last; offices and statements are no happenings.

    voices: document id -> whom the page's own voice is put down to.
    """
    together: dict[tuple[Interval | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind != "statement" and claim.type != "HOLDS_OFFICE":
            together[claim.when, claim.story or proposition(claim)].append(claim)
    entries = [_entry(when, tuple(rows), voices) for (when, _), rows in together.items()]
    return sorted(entries, key=_order)


def _entry(when: Interval | None, claims: tuple[Claim, ...], voices: Mapping[str, str]) -> Entry:
    holders: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for claim in claims:
        words = stance_words(claim.stance)
        holders[words.badge, words.mark, words.group][chain(claim, voices[claim.document])[-1]] = None
    return Entry(
        when=when,
        proposition=proposition(most_telling(claims)),
        where=next((claim.where for claim in claims if claim.where), None),
        holdings=tuple(
            Holding(badge=badge, mark=mark, group=group, holders=tuple(names))
            for (badge, mark, group), names in holders.items()
        ),
        claims=claims,
    )


def _order(entry: Entry) -> tuple[int, int, int, str]:
    if entry.when is None:
        return 1, 0, 0, entry.proposition
    return 0, entry.when.first.toordinal(), entry.when.last.toordinal(), entry.proposition
