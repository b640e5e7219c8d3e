"""Handrail's commands, one file each. A file with a function named `command` is one; the rest is shared by them."""

import ast
import os
from importlib import import_module
from pathlib import Path

import click

FOLDER = Path(__file__).parent
EXIT_CODES = """\b
Exit codes:
  0  done, or the answer is yes
  1  the answer is no (verify found a difference, doctor something to mend)
  2  the command was typed in a way it does not understand
  3  something it stands on is missing; the message says what to do"""


class Commands(click.Group):
    """Reads a command's file only when it is called: `--help` has no need of Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        file = FOLDER / f"{cmd_name.replace('-', '_')}.py"
        found = next((each for each in (file, file.with_stem(f"{file.stem}_")) if each.exists() and _help(each)), None)
        if found is None:
            return None
        _set_up_django()
        command: click.Command = import_module(f"{__name__}.{found.stem}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """What breaks under a command is told in one line, with its mend; our own mistakes keep their traceback."""
        from django.db import DatabaseError

        from handrail.cli.mend import Mend

        try:
            return super().invoke(ctx)
        except DatabaseError as error:
            from handrail.cli import ready

            raise Mend(f"the database refused ({ready.first_line(error)}): {ready.database_mend()}") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_files().items()))


def _files() -> dict[str, str]:
    """Every command with its line of help. `import_.py` is `import`, a word Python keeps for itself."""
    helps = {file.stem.rstrip("_").replace("_", "-"): _help(file) for file in FOLDER.glob("*.py")}
    return {name: line for name, line in helps.items() if line}


def _help(file: Path) -> str:
    """The first line of a command's file; nothing where the file is no command. Read, not imported: that is quicker."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    is_command = any(isinstance(each, ast.FunctionDef) and each.name == "command" for each in tree.body)
    return (ast.get_docstring(tree) or file.stem).split("\n")[0] if is_command else ""


def _set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    from handrail.cli.mend import Mend

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Mend(str(error)) from None


@click.command(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Handrail: coaching between the sessions.

    Each command answers on standard output and reports its progress on standard error. None ever asks a question.
    """
    # What is kept here was told in confidence: no other user of this machine may read a file we make.
    os.umask(0o077)
