"""Groups of commands, as --help lists them."""

import click

_WHOLE = 1000  # characters: more than the first sentence of any help


class Commands(click.Group):
    """Lists each command with the whole first sentence of its help, on two lines where need be; click cuts it off."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [
            (name, command.get_short_help_str(_WHOLE))
            for name, command in commands
            if command is not None and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
