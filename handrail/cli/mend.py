"""An error that names its cause and its mend, in one line."""

from typing import IO, Any

import click


class Mend(click.ClickException):
    """Something the command stands on is missing."""

    exit_code = 3

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"handrail: {self.format_message()}", err=True)
