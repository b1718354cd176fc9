"""The command line: the commands (commands/, a module each), how errors are shown, and the exit status (errors.py).

Data go to standard output, everything else to standard error. Nothing heavy is imported before a command needs it.
"""

import signal
import sys
from typing import Any, NoReturn

import click

from kgexport import __version__
from kgexport.commands.annotate import annotate_command, schema_command
from kgexport.commands.annotations import annotations_commands
from kgexport.commands.authority import authority_commands
from kgexport.commands.export import export_command
from kgexport.commands.frame import frame_command
from kgexport.commands.groups import Commands
from kgexport.commands.load import load_command
from kgexport.commands.merge import merge_command
from kgexport.commands.output import logging
from kgexport.commands.query import queries_command, query_command
from kgexport.commands.serve import serve_command
from kgexport.commands.tables import tables_command
from kgexport.commands.validate import validate_command
from kgexport.console import log_as, logs_json, say
from kgexport.errors import FINE, INTERNAL, INTERRUPTED, KgExportError, UsageError


class ShortErrors(Commands):
    """Our own errors are shown as one line; anything else keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgExportError as error:
            say(" ".join(str(error).splitlines()), level="error", event="error", status=error.exit_code)
            ctx.exit(error.exit_code)  # ClickException would say 1, which means "does not conform"
        except BrokenPipeError:  # whoever read our output has gone; there is nobody to tell
            _silence_stdout()
            ctx.exit(INTERNAL)  # click would say 1 here too


@click.group(cls=ShortErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kgexport")
def cli() -> None:
    """Turn news articles into a knowledge graph: who met whom, who said what, on whose word.

    \b
    kgexport export article.txt -o article.ttl
    kgexport query who-met-whom article.ttl
    """  # noqa: D301


for _command in (
    export_command,
    annotate_command,
    validate_command,
    query_command,
    queries_command,
    load_command,
    serve_command,
    merge_command,
    frame_command,
    tables_command,
    annotations_commands,
    authority_commands,
    schema_command,
):
    cli.add_command(logging(_command))


def main() -> None:
    """The entry point: exit status 130 when interrupted, 5 for a bug, which keeps its traceback."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # SIGHUP is not everywhere, and nohup has it ignored
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)
    sys.exit(_status())


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _status() -> int:
    log_as("text")
    try:
        status = cli.main(prog_name="kgexport", standalone_mode=False)
        return status if isinstance(status, int) else FINE
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except click.ClickException as error:
        if logs_json():
            say(error.format_message(), level="error", event="error", status=UsageError.exit_code)
        else:
            error.show()
        return UsageError.exit_code
    except Exception as error:
        if _comes_from_an_interrupt(error):
            return _interrupted()
        import traceback

        if logs_json():
            said = {"traceback": traceback.format_exc(), "status": INTERNAL}
            say("this is a bug in kgexport; please report it with the traceback", level="error", event="error", **said)
        else:
            traceback.print_exc()
            say("this is a bug in kgexport; please report it with the lines above")
        return INTERNAL


def _interrupted() -> int:
    say("interrupted", level="error", event="error", status=INTERRUPTED)
    return INTERRUPTED


def _comes_from_an_interrupt(error: BaseException) -> bool:
    """True for an error that Python made of an interrupt: one in the middle of a class's making becomes a RuntimeError."""
    above: BaseException | None = error
    while above is not None:
        if isinstance(above, KeyboardInterrupt):
            return True
        above = above.__cause__ or above.__context__
    return False


def _silence_stdout() -> None:
    import os

    # The interpreter flushes standard output once more at its end; without this it would complain about the pipe again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
