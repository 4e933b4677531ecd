"""The commands on the base of actors itself: import the user's own, and look a phrase up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli import options as o
from dragoman.cli.terminal import show, tell, write_json
from dragoman.dossier.wording import plural
from dragoman.errors import InputError

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, FollowTheMoney or OpenSanctions files.")]
Phrase = Annotated[str, typer.Argument(help="Words that name an actor: a name, an office, a metonym.")]
On = Annotated[str | None, typer.Option(help="The day that offices are looked up for, such as 2014-03-01.")]


def import_files(files: Files) -> None:
    """Add your own actors to the base: CSV, FollowTheMoney entities, OpenSanctions' targets.simple.csv.

    They go before ours from the next `read` on. A file of the same name takes the place of what it gave before.
    """
    from dragoman.who.imports import import_actors

    for path in files:
        done = import_actors(path)
        told = f"{plural(done.actors, 'actor')} from {path} kept in {done.at}"
        tell(told + (f"; {plural(done.passed_over, 'entry', 'entries')} passed over" if done.passed_over else ""))


def find(phrase: Phrase, on: On = None, json: o.Json = False) -> None:
    """Who is meant by a phrase on a day, and what the base holds on that actor.

    Terms in office, members and memberships, and patrons as claims of the base, each with its source.
    """
    from dragoman.who.facts import facts_on

    if not phrase.strip():
        raise InputError("is empty", place="PHRASE", remedy='give words, such as "the Iranian foreign minister"')
    found = facts_on(phrase, _day(on))
    if json:
        write_json(found.to_dict())
        return
    about = ", ".join(part for part in (found.country, found.sector) if part)
    show(Text(f"{found.name} ({about})" if about else found.name, style="bold"))
    for line in found.lines():
        show(Text(f"  {line}"))


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    days = o.days("--on", given)
    if days.first != days.last:
        raise InputError(f"{given!r} is no single day", place="--on", remedy="write 2012-04-30")
    return days.first
