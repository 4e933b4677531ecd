"""The entry point: runs a command and turns errors into one clear line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import cast

import typer

from dragoman.cli.app import app
from dragoman.cli.terminal import say_error
from dragoman.errors import DragomanError, InputError

DONE, WRONG_USE, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 2, 3, 130, 141

# typer carries its own copy of click since 0.29 and shows of it only this one error
ClickException = cast("type[Exception]", typer.BadParameter.__mro__[2])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 done with refusals, 2 wrong use, 3 failed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command. A bug of ours is let through, with its traceback."""
    try:
        code = _invoke(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return code
    except typer.Exit as leaving:
        return leaving.exit_code
    except DragomanError as error:
        say_error(error.reason, error.place, error.remedy)
        return WRONG_USE if isinstance(error, InputError) else FAILED
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except (KeyboardInterrupt, typer.Abort):
        say_error("interrupted")
        return INTERRUPTED
    except ClickException as error:
        say_error(_reason(error), remedy=_remedy(error))
        return WRONG_USE


def _invoke(arguments: list[str]) -> int:
    """Parse and run, without click's own handling of errors: it would call a closed pipe a failure."""
    command = typer.main.get_command(app)
    with command.make_context("dragoman", arguments or ["--help"]) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else DONE


def _reason(error: Exception) -> str:
    told = getattr(error, "format_message", lambda: str(error))()
    return str(told).strip().rstrip(".") or "the call is not complete"


def _remedy(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"see {context.command_path if context else 'dragoman'} --help"


def _forget_output() -> None:
    """The reader of our output has gone: let nothing more be written, not even when Python closes its files."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
