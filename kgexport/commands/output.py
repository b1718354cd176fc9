"""What commands that write a graph have in common: -o and --format."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld")

output_option = click.option("-o", "--output", metavar="FILE", help="Where to write; standard output otherwise.")


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
