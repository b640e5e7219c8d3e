"""Nothing can be set or called that is not written down."""

import re
from pathlib import Path

import click

from handrail.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
READ = re.compile(r"(?:environ\.get\(|environ\[|_number\()\s*\"([A-Z_]+)\"")
# Which settings file Django reads is no choice of the person who runs it.
DJANGO_OWN = {"DJANGO_SETTINGS_MODULE"}


def test_every_environment_variable_is_documented() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "handrail").rglob("*.py")]
    read = {name for source in sources for name in READ.findall(source)} - DJANGO_OWN
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/config.md").read_text(encoding="utf-8"), re.M))
    assert read == documented


def test_every_command_is_documented() -> None:
    commands = main.list_commands(click.Context(main))
    documented = re.findall(r"^\| `([a-z-]+)[ `]", (ROOT / "docs/cli.md").read_text(encoding="utf-8"), re.M)
    assert set(commands) <= set(documented)


def test_every_command_and_option_has_help() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help, name
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, (name, option.name)
