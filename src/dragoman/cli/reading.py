"""The commands that read: read (pages into a dossier) and code (one text, straight to the terminal)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dragoman.cli import options as o
from dragoman.cli.blocks import claim_block, stance_line
from dragoman.cli.opening import open_store
from dragoman.cli.terminal import clean, console, show, tell, write_json
from dragoman.dossier.wording import plural, story_title
from dragoman.errors import InputError
from dragoman.records import Claim
from dragoman.store.protocol import ClaimFilter, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.run import Summary

DONE_WITH_REFUSALS = 1
REASONS_SHOWN = 10
STORIES_SHOWN = 5


def read(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Pages (txt, html) or folders of them.", show_default=False, readable=False),
    ],
    into: Annotated[Path, typer.Option("--into", help="The dossier to write; made if missing.", show_default=False)],
    jobs: Annotated[int, typer.Option(help="Processes that read side by side.")] = 1,
    published_from: Annotated[
        str | None, typer.Option(help="First day on which the pages may have been published, where you know it.")
    ] = None,
    published_to: Annotated[str | None, typer.Option(help="Last such day; else today.")] = None,
) -> int:
    """Read pages into a dossier of claims.

    What was read before by the same version is not read again.
    """
    if jobs < 1:
        raise InputError(f"{jobs} processes cannot read", place="--jobs", remedy="give 1 or more")
    published = o.published_between(published_from, published_to)
    from dragoman import run

    try:
        with _progress() as advance:
            summary = run.read([*map(str, paths)], str(into), jobs=jobs, published=published, progress=advance)
    except KeyboardInterrupt:
        tell(f"what was read so far is kept in {into}; the same call goes on from there")
        raise
    with open_store(into) as store:
        _tell_summary(summary, store, into)
    return DONE_WITH_REFUSALS if summary.refused else 0


def code(
    text: Annotated[str, typer.Argument(help="The text; - reads standard input.", show_default=False)],
    published: Annotated[str | None, typer.Option(help="When it was published: 2012, 2012-04 or 2012-04-30.")] = None,
    json: o.Json = False,
) -> None:
    """Code one text, straight to the terminal."""
    when = o.days("--published", published) if published else None
    words = _standard_input() if text == "-" else text
    if not words.strip():
        raise InputError("there is no text to code", remedy='give a sentence: dragoman code "Baku denied …"')
    from dragoman import flow

    claims: tuple[Claim, ...] = tuple(flow.code(words, when)._.claims)
    if json:
        write_json([claim.to_dict() for claim in claims])
        return
    for claim in claims:
        show(*claim_block(claim, "the text itself", None), Text(""))
    if not claims:
        tell("no claim was found in this text")


def _standard_input() -> str:
    """All of it, as the text of a page is decoded. Raises PageError if it is no text."""
    from dragoman.capture.decoding import decode, refuse_binary

    raw = sys.stdin.buffer.read()
    refuse_binary(raw, "standard input")
    return decode(raw)


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """What to call with (done, all, page); draws on a terminal only."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("loading the reader", total=None, rate="")

        def advance(done: int, total: int, page: str) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            rate = f"{speed:.1f} pages/s" if speed else ""
            bar.update(task, completed=done, total=total, description=clean(page)[-40:], rate=rate)

        yield advance


def _tell_summary(summary: Summary, store: Store, into: Path) -> None:
    """What an analyst wants to know at the end, on standard output."""
    known = f", {plural(summary.unchanged, 'page')} known already" if summary.unchanged else ""
    refused = f", {plural(summary.refused, 'page')} refused" if summary.refused else ""
    show(Text(f"{plural(summary.read, 'page')} read in {summary.seconds:.1f} s{known}{refused}", style="bold"))
    if summary.refused:
        _tell_refusals(store, into)
    claims = tuple(store.claims())
    show(Text(f"{plural(len(claims), 'claim')} in {plural(summary.stories, 'story', 'stories')}"))
    if claims:
        show(Text("  ").append_text(stance_line(claims)))
    _tell_disputes(store)
    show(Text(""), Text(f"next: dragoman stories {into}"), Text(f"      dragoman report {into}"))


def _tell_refusals(store: Store, into: Path) -> None:
    refusals = list(store.refusals())
    for refusal in refusals[:REASONS_SHOWN]:
        remedy = f" ({clean(refusal.remedy)})" if refusal.remedy else ""
        show(Text(f"  {clean(refusal.document)}: {clean(refusal.reason)}{remedy}", style="yellow"))
    if len(refusals) > REASONS_SHOWN:
        show(Text(f"  and {len(refusals) - REASONS_SHOWN} more: dragoman refusals {into}"))


def _tell_disputes(store: Store) -> None:
    disputed = [story for story in store.stories() if story.is_disputed]
    if not disputed:
        return
    show(Text(""), Text(f"most disputed, of {plural(len(disputed), 'story', 'stories')}:", style="bold"))
    for story in disputed[:STORIES_SHOWN]:
        of_story = tuple(store.claims(ClaimFilter(story=story.id)))
        show(Text(f"  ≠ {clean(story_title(story, of_story))}"))
        voices = (story.affirmed_by, story.denied_by, story.supposed_by)
        sides = zip(("affirmed by", "denied by", "supposed by"), voices, strict=True)
        told = "; ".join(f"{label} {clean(', '.join(names))}" for label, names in sides if names)
        show(Text(f"    {told}", style="dim"))
