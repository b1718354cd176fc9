"""What goes to the terminal: data to standard output, everything else to standard error, nothing that steers it.

What goes to standard error is lines for people, or with ``--log-format json`` objects for machines, one a line.
"""

import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import click

from kgexport.errors import WriteError

# Control characters but tab and line feed, and what turns the direction of text around.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class _Log:
    """How standard error is written, by this process."""

    def __init__(self) -> None:
        self.json = False
        self.above: Callable[[str], None] | None = None  # a line that moves stands below; this prints above it


_log = _Log()


def log_as(log_format: str) -> None:
    """From now on what goes to standard error is "text" or "json"."""
    _log.json = log_format == "json"


def logs_json() -> bool:
    """Whether standard error is written for machines."""
    return _log.json


def is_terminal() -> bool:
    """Whether somebody watches standard error, and it is written for people."""
    return not _log.json and sys.stderr is not None and sys.stderr.isatty()


def print_above(write: Callable[[str], None] | None) -> None:
    """While a line moves at the bottom of the terminal, others are written by this."""
    _log.above = write


def stdout() -> BinaryIO:
    """Standard output for bytes. Raises WriteError where whoever started us has closed it."""
    if sys.stdout is None:
        raise WriteError("<stdout>", "there is no standard output")
    return sys.stdout.buffer


def print_text(text: str) -> None:
    """Writes data. Raises WriteError; BrokenPipeError where the reader has gone."""
    from kgexport.files import write_bytes

    write_bytes(stdout(), text.encode("utf-8", "replace"))


def say(message: str, *, level: str = "info", event: str = "notice", **fields: Any) -> None:
    """A remark or an error, on a line of standard error. ``level``, ``event`` and ``fields`` are for machines."""
    _put(f"kgexport: {shown(message)}", message, level, event, fields)


def summarise(message: str, fields: Mapping[str, Any] | None = None, *, event: str = "summary") -> None:
    """What a command has done, on a line of standard error. ``fields`` are for machines."""
    _put(shown(message), message, "info", event, dict(fields or {}))


def _put(line: str, message: str, level: str, event: str, fields: dict[str, Any]) -> None:
    if _log.json:
        import msgspec

        about: dict[str, Any] = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level}
        about |= {"event": event, "message": message}
        about |= {name: value for name, value in fields.items() if value is not None}
        # A file's name need not be UTF-8; Python keeps such bytes as lone surrogates, which JSON cannot hold.
        printable = {
            name: value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
            for name, value in about.items()
        }
        click.echo(msgspec.json.encode(printable).decode(), err=True)
    elif _log.above is not None:
        _log.above(line)
    else:
        click.echo(line, err=True)


def shown(message: str) -> str:
    """Names and texts come from anywhere: what would steer the terminal is shown instead of sent."""
    return _STEERS.sub(lambda match: ascii(match.group())[1:-1], message)
