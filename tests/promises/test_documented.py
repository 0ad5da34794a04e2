"""Promise: every command and every option is on the page of commands, and the page has no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typer

from legation import cli
from legation.errors import LegationError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
COMMAND = re.compile(r"^## `legation( [a-z ]+)?`$", re.MULTILINE)


def commands() -> dict[str, Any]:
    """Every command of the app by its name, groups of commands left out."""
    found: dict[str, Any] = {}

    def add(name: str, command: Any) -> None:
        inner = getattr(command, "commands", None)
        if inner is None or name == "legation":
            found[name] = command
        for word, below in (inner or {}).items():
            add(f"{name} {word}", below)

    add("legation", typer.main.get_command(cli.app))
    return found


def sections() -> dict[str, str]:
    """What the page says of each command."""
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].strip().strip("`"): part for part in parts}


def options(command: Any) -> set[str]:
    """The options of a command, all spellings; --help is every command's."""
    spellings = {spelling for parameter in command.params for spelling in (*parameter.opts, *parameter.secondary_opts)}
    return {spelling for spelling in spellings if spelling.startswith("-")} - {"--help"}


def test_every_heading_is_a_command_and_every_command_has_one() -> None:
    assert list(sections()) == list(dict.fromkeys(sections()))
    assert set(sections()) == set(commands())
    assert len(COMMAND.findall(PAGE.read_text(encoding="utf-8"))) == len(commands())


def test_every_option_is_described_where_it_belongs_and_no_other() -> None:
    for name, command in commands().items():
        described = set(re.findall(r"^\| (`-(?:\\\||[^|])*)", sections()[name], flags=re.MULTILINE))
        spelt = {word for cell in described for word in re.findall(r"(?<![\w-])--?[a-z]+(?:-[a-z]+)*", cell)}
        assert spelt == options(command), name


def test_every_exit_code_is_described() -> None:
    told = set(map(int, re.findall(r"^\| ([0-9]+) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)))
    kinds = {LegationError.exit_code} | {kind.exit_code for kind in LegationError.__subclasses__()}
    assert told == kinds | {cli.DONE, cli.PROBLEMS, cli.USAGE, cli.FAILED, cli.STOPPED, cli.READER_GONE}


def test_every_command_has_an_example_with_what_it_prints() -> None:
    for name, text in sections().items():
        assert re.search(rf"^    \$ {name}\b.*\n    ", text, flags=re.MULTILINE), name
