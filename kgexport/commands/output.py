"""What commands that write have in common: -o, --format, and that no input is written over."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from kgexport.console import log_as
from kgexport.errors import UsageError

_Command = TypeVar("_Command", bound=Callable[..., Any])

WOULD_BE_LOST = "it is one of the inputs and would be lost; write to another file"
FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld")

output_option = click.option("-o", "--output", metavar="FILE", help="Where to write; standard output otherwise.")


def logging(command: click.Command) -> click.Command:
    """The command with --log-format, those of a group likewise."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            logging(each)
        return command
    command.params.append(
        click.Option(
            ["--log-format"],
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            is_eager=True,
            expose_value=False,
            callback=lambda _context, _parameter, chosen: log_as(chosen),
            help="What goes to standard error: lines for people, or an object of JSON a line.",
        )
    )
    return command


def format_option(default: str) -> Callable[[_Command], _Command]:
    """--format, for a command that writes ``default`` where nothing says otherwise."""
    return click.option(
        "-f",
        "--format",
        "syntax",
        type=click.Choice(FORMATS),
        help=f"By default that of FILE's name, else {default}.",
    )


def target_of(output: str | None) -> Path | None:
    """The file to write; None for standard output."""
    return None if output in (None, "-") else Path(str(output))


def is_folder(output: str | None) -> bool:
    """True where what was given is a folder, or is written like one."""
    return output is not None and output != "-" and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def keep(inputs: Iterable[str | Path], target: Path | None) -> None:
    """Raises UsageError where the file to write is one of the inputs, under whatever name: what it holds would be lost."""
    if is_among(inputs, target):
        raise UsageError(f"{target}: {WOULD_BE_LOST}")


def is_among(inputs: Iterable[str | Path], target: Path | None) -> bool:
    """Whether a file is one of the inputs, of which ``-`` is standard input; links are followed. A device is none."""
    if target is None or not target.is_file():
        return False
    status = target.stat()
    return any(os.path.samestat(status, found) for each in inputs if (found := _status_of(each)) is not None)


def _status_of(source: str | Path) -> os.stat_result | None:
    """None for what is not there, which whoever opens it will say."""
    try:
        return os.fstat(sys.stdin.fileno()) if source == "-" else Path(source).stat()
    except (OSError, ValueError, AttributeError):  # a NUL in the name, or no standard input
        return None
