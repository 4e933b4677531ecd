"""Option values: dates, types, moods and the like, checked, with the nearest known word where one is wrong."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import InputError
from dragoman.records import EVENT_TYPES, MOODS, RELATION_TYPES, Interval
from dragoman.store.protocol import ClaimFilter

KINDS = ("event", "relation", "statement")
POLARITIES = {"+": "+", "-": "-", "affirmed": "+", "denied": "-"}

Dossier = Annotated[Path, typer.Argument(help="The dossier that `dragoman read` wrote.", show_default=False)]
Actor = Annotated[str | None, typer.Option(help="Who acts: country code (AZE) or part of a name.")]
Recipient = Annotated[str | None, typer.Option(help="To whom: country code or part of a name.")]
Holder = Annotated[str | None, typer.Option(help="Who says so: country code or part of a name.")]
Type = Annotated[str | None, typer.Option(help="Type of event or relation, such as AID or HOSTILE_TO.")]
Kind = Annotated[str | None, typer.Option(help="event, relation or statement.")]
Mood = Annotated[str | None, typer.Option(help="actual, possible, predicted, intended, urged or questioned.")]
Polarity = Annotated[str | None, typer.Option(help="+ (affirmed) or - (denied).")]
Page = Annotated[str | None, typer.Option("--document", help="Only this page: its id, as `documents` shows it.")]
Since = Annotated[str | None, typer.Option(help="Happened on or after: 2012, 2012-04 or 2012-04-30.")]
Until = Annotated[str | None, typer.Option(help="Happened on or before: 2012, 2012-04 or 2012-04-30.")]
Words = Annotated[str | None, typer.Option(help="Only claims whose quote holds these words.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Csv = Annotated[bool, typer.Option("--csv", help="Comma-separated rows on standard output.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the user typed to narrow claims, not checked yet."""

    actor: str | None = None
    recipient: str | None = None
    holder: str | None = None
    type: str | None = None
    kind: str | None = None
    mood: str | None = None
    polarity: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None

    def checked(self) -> ClaimFilter:
        """The filter. Raises InputError naming the option and what it may be."""
        return ClaimFilter(
            actor=self.actor,
            recipient=self.recipient,
            holder=self.holder,
            type=one_of("--type", self.type, (*EVENT_TYPES, *RELATION_TYPES)),
            kind=one_of("--kind", self.kind, KINDS),
            mood=one_of("--mood", self.mood, MOODS),
            polarity=POLARITIES[p] if (p := one_of("--polarity", self.polarity, tuple(POLARITIES))) else None,
            document=self.document,
            within=between("--since", self.since, "--until", self.until),
            words=self.words,
        )


def one_of(option: str, given: str | None, known: Sequence[str]) -> str | None:
    """The known word that was meant, whatever its case. Raises InputError with the nearest one."""
    if given is None:
        return None
    folded = {word.lower(): word for word in known}
    wanted = given.strip().lower().replace(" ", "_")
    if wanted in folded:
        return folded[wanted]
    near = get_close_matches(wanted, folded, n=1, cutoff=0.5)
    hint = f"did you mean {folded[near[0]]}? " if near else ""
    raise InputError(f"{given!r} is not known", place=option, remedy=f"{hint}known are {', '.join(known)}")


def days(option: str, given: str) -> Interval:
    """The days that a date stands for: a day, a month or a year. Raises InputError."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", given.strip())
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return Interval(first, date(year, last_month, day or calendar.monthrange(year, last_month)[1]))
    except ValueError as error:
        remedy = "write 2012-04-30, 2012-04 or 2012"
        raise InputError(f"{given!r} is not a date", place=option, remedy=remedy) from error


def between(from_option: str, first: str | None, to_option: str, last: str | None) -> Interval | None:
    """From the first day of one date to the last of the other; open where one is not given."""
    if first is None and last is None:
        return None
    start = days(from_option, first).first if first else date.min
    end = days(to_option, last).last if last else date.max
    if end < start:
        raise InputError(f"{last} lies before {first}", place=to_option, remedy=f"give {from_option} the earlier date")
    return Interval(start, end)


def published_between(first: str | None, last: str | None) -> Interval | None:
    """When the pages were published, as the user knows it. Raises InputError where only the end is given."""
    if last and not first:
        raise InputError("needs a beginning", place="--published-to", remedy="give --published-from as well")
    today = date.today().isoformat()
    return between("--published-from", first, "--published-to", last or (today if first else None))
