"""Measure how fast it is, beside floors measured in the same run."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import click

from handrail.cli.mend import Mend

PARTS = ("pages", "coaches", "kept", "judging", "import", "verify", "sending", "reminding", "phone")
ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--clients", default=100, show_default=True, help="Of the coach whose list is measured.")
@click.option("--years", default=1.0, show_default=True, help="How long each of them has been coached.")
@click.option("--people", default=8, show_default=True, help="How many ask at once.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--rounds", default=5, show_default=True, help="Each kind of request takes its turn so often.")
@click.option("--requests", default=50, show_default=True, help="Of each person in each turn, at most 50.")
@click.option("--entries", default=100_000, show_default=True, help="Of the one long history.")
@click.option(
    "--led", default=[10, 100, 1_000], multiple=True, show_default=True, help="Clients of coaches that are compared."
)
@click.option(
    "--histories",
    default=(10_000, 1_000_000),
    type=(int, int),
    show_default=True,
    help="Entries of all clients of such a coach together, where histories are short and where they are long.",
)
@click.option("--rows", default=100_000, show_default=True, help="Of the file that is imported.")
@click.option("--verify-entries", default=1_000_000, show_default=True, help="That are verified.")
@click.option("--messages", default=[2_000, 20_000], multiple=True, show_default=True, help="That are sent.")
@click.option(
    "--waiting", default=[100_000, 1_000_000], multiple=True, show_default=True, help="Things that are not due."
)
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Some parts; else pages, coaches and kept.")
def command(
    clients: int, years: float, people: int, workers: int, rounds: int, requests: int, entries: int,
    led: tuple[int, ...], histories: tuple[int, int], rows: int, verify_entries: int,
    messages: tuple[int, ...], waiting: tuple[int, ...], only: tuple[str, ...],
) -> None:  # fmt: skip
    """Measure how fast it is, beside floors measured in the same run.

    Makes a practice of its own in a folder of its own (with DATABASE_URL: in a database of its own on that server),
    and asks a server of its own, on this machine only. Nothing of yours is read or changed. JSON on standard output,
    a table on standard error. Exit code 1: a limit was not kept. docs/speed.md says what the figures mean.
    """
    if min(clients, people, workers, rounds, requests) < 1 or people > 64 or requests > 50 or clients < people:
        raise click.UsageError(
            "give at least one of each, at most 64 people and 50 requests, and as many clients as people"
        )
    options = {
        "clients": clients, "years": years, "people": people, "workers": workers, "rounds": rounds,
        "requests": requests,
        "entries": entries, "rows": rows, "verify_entries": verify_entries,
        "messages": messages, "waiting": waiting, "led": led, "histories": histories, "only": only or PARTS[:3],
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder, _database() as url:
        env = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
        env |= {"HANDRAIL_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT), "HOST": "127.0.0.1"}
        run = [sys.executable, "-m", "handrail.cli.measuring.run", json.dumps(options)]
        raise SystemExit(subprocess.run(run, env=env, check=False).returncode)


@contextmanager
def _database() -> Iterator[str]:
    """A database for this run alone: a file in its folder (""), or a new one on the server of DATABASE_URL."""
    if not (url := os.environ.get("DATABASE_URL")):
        yield ""
        return
    import psycopg

    name = f"handrail_bench_{token_hex(4)}"
    try:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"'.encode())
            try:
                yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
    except psycopg.Error as error:
        raise Mend(
            f"the database server refused ({str(error).strip().splitlines()[0]}): correct DATABASE_URL"
        ) from None
