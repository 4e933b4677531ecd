from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from dragoman.cli.app import app

COMMANDS = typer.main.get_command(app).commands
WITHIN = {f"{name} {under}": sub for name, c in COMMANDS.items() for under, sub in getattr(c, "commands", {}).items()}
PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
EXAMPLES = re.findall(r"^    dragoman (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_with_an_example(name):
    assert f"\n## dragoman {name}\n" in PAGE
    assert any(shlex.split(example)[0] == name for example in EXAMPLES)


@pytest.mark.parametrize("name", set(WITHIN) - {"actors list"})  # told as `actors FILE`
def test_every_command_within_another_has_an_example(name):
    assert any(example.startswith(f"{name} ") for example in EXAMPLES)


@pytest.mark.parametrize("name", [*COMMANDS, *WITHIN])
def test_every_command_and_every_option_has_help(name):
    command = (COMMANDS | WITHIN)[name]
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), parameter.name


def test_the_page_describes_no_other_commands():
    assert set(re.findall(r"^## dragoman (\w+)$", PAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_parsed(example):
    name, *arguments = shlex.split(example)
    command = COMMANDS[name]
    if hasattr(command, "commands"):
        within = arguments[0] if arguments[0] in command.commands else "list"
        command, arguments = command.commands[within], arguments[arguments[0] == within :]
    with command.make_context(name, arguments) as context:
        assert context.params


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_and_is_printed(call, name):
    code, out, err = call(name, "--help")
    assert (code, err) == (0, "")
    assert f"dragoman {name}" in out
