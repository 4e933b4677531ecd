"""The commands, gathered."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import asking, giving, reading

app = typer.Typer(
    name="dragoman",
    help="Who says who did what to whom, when and where, and who denies it: read saved pages into claims.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def _dragoman(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who says who did what to whom, when and where, and who denies it: read saved pages into claims."""


for _command in (
    reading.read, reading.code, asking.claims, asking.stories, asking.actors, asking.timeline, asking.documents,
    asking.refusals, giving.report, giving.export,
):  # fmt: skip
    app.command()(_command)
