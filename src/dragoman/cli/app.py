"""The commands, gathered."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.cli import asking, base, giving, reading

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


class _ListFirst(TyperGroup):
    """A group whose first word may be a dossier: `actors FILE` is `actors list FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the command that is meant where none is named."""
        asks_for_help = bool(args) and args[0] in ctx.help_option_names
        if args and args[0] not in self.commands and not asks_for_help:
            args = ["list", *args]
        return super().parse_args(ctx, args)


_actors = typer.Typer(
    cls=_ListFirst,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Actors of a dossier (`dragoman actors FILE.dossier`), and the base of actors: import your own, look up.",
)
_actors.command("list")(asking.actors)
_actors.command("import")(base.import_files)
_actors.command("find")(base.find)

app.add_typer(_actors, name="actors")
for _command in (
    reading.read, reading.code, asking.claims, asking.stories, asking.timeline, asking.documents,
    asking.refusals, giving.report, giving.export,
):  # fmt: skip
    app.command()(_command)
