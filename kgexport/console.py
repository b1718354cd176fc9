"""What goes to the terminal: data to standard output, everything else to standard error, nothing that steers it."""

import re
import sys
from typing import BinaryIO

import click

from kgexport.errors import WriteError

# Control characters but tab and line feed, and what turns the direction of text around.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def stdout() -> BinaryIO:
    """Standard output for bytes. Raises WriteError where whoever started us has closed it."""
    if sys.stdout is None:
        raise WriteError("<stdout>", "there is no standard output")
    return sys.stdout.buffer


def print_text(text: str) -> None:
    """Writes data. Raises WriteError; BrokenPipeError where the reader has gone."""
    from kgexport.files import write_bytes

    write_bytes(stdout(), text.encode("utf-8", "replace"))


def say(message: str) -> None:
    """A remark or an error, on a line of standard error."""
    click.echo(f"kgexport: {shown(message)}", err=True)


def shown(message: str) -> str:
    """Names and texts come from anywhere: what would steer the terminal is shown instead of sent."""
    return _STEERS.sub(lambda match: ascii(match.group())[1:-1], message)
