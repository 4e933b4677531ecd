"""The dossier in Python: opened for reading, asked for tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from dragoman.dossier.tables import Table
from dragoman.errors import InputError
from dragoman.records import Dyad, Interval
from dragoman.store import ClaimFilter, SqliteStore, open_dossier
from dragoman.store.flat import (
    actor_flat,
    claim_flat,
    document_flat,
    refusal_flat,
    reprint_flat,
    story_flat,
    timeline_flat,
)

if TYPE_CHECKING:
    import networkx


class Wanted(TypedDict, total=False):
    """Which claims. actor, recipient, holder: a country's code or part of a name; since, until: ISO 8601 days."""

    actor: str | None
    recipient: str | None
    holder: str | None
    type: str | None
    kind: str | None
    mood: str | None
    polarity: str | None
    document: str | None
    story: str | None
    words: str | None
    since: str | date | None
    until: str | date | None


class Dossier:
    """A dossier opened for reading. `store` gives the records themselves.

    Raises InputError for a missing file, VersionError or StoreError for one that cannot be read.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.store: SqliteStore = open_dossier(self.path, read_only=True)

    def claims(self, **wanted: Unpack[Wanted]) -> Table:
        """Claims in order of document and place; `claims(actor="AZE", mood="actual", since="2023-01-01")`."""
        return Table("claims", map(claim_flat, self.store.claims(claim_filter(**wanted))))

    def stories(self) -> Table:
        """Stories, most disputed first."""
        return Table("stories", map(story_flat, self.store.stories()))

    def actors(self) -> Table:
        """Actors, most active first."""
        return Table("actors", map(actor_flat, self.store.actors()))

    def documents(self) -> Table:
        """Pages by id."""
        return Table("documents", map(document_flat, self.store.documents()))

    def reprints(self) -> Table:
        """Pairs of pages that print one text: which sentences, which has it first, who credits whom."""
        return Table("reprints", map(reprint_flat, self.store.reprints()))

    def refusals(self) -> Table:
        """Pages that could not be read."""
        return Table("refusals", map(refusal_flat, self.store.refusals()))

    def timeline(self, **wanted: Unpack[Wanted]) -> Table:
        """Dated claims by day."""
        return Table("timeline", timeline_flat(self.store.claims(claim_filter(**wanted))))

    def dyads(self, **wanted: Unpack[Wanted]) -> list[Dyad]:
        """Weekly counts of asserted dealings."""
        from dragoman.system import dyads

        return dyads(self.store.claims(claim_filter(**wanted)))

    def network(self, **wanted: Unpack[Wanted]) -> networkx.DiGraph:
        """The signed network of asserted dealings and relations."""
        from dragoman.system import network

        return network(self.store.claims(claim_filter(**wanted)))

    def close(self) -> None:
        """Release files."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Dossier({str(self.path)!r})"


def claim_filter(**wanted: Unpack[Wanted]) -> ClaimFilter:
    """The filter for the store. Raises InputError for days that are none or in the wrong order."""
    since, until = _day(wanted.pop("since", None)), _day(wanted.pop("until", None))
    if since and until and until < since:
        raise InputError(f"until {until} is before since {since}", remedy="exchange them")
    within = Interval(since or date.min, until or date.max) if since or until else None
    known = {name for name in ClaimFilter.__dataclass_fields__ if name != "within"}
    if unknown := sorted(set(wanted) - known):
        raise InputError(
            f"claims cannot be chosen by {', '.join(unknown)}", remedy=f"choose by {', '.join(sorted(known))}"
        )
    return ClaimFilter(**wanted, within=within)  # type: ignore[misc]


def _day(value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise InputError(f"not a day: {value!r}", remedy="write it as 2023-04-30") from fault
