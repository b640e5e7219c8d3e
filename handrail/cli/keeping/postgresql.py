"""PostgreSQL: a dump of one moment by its own pg_dump, and its way back in one transaction."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
import psycopg
from django.apps import apps
from django.db import connection

from handrail.cli import ready
from handrail.cli.keeping.bar import bar
from handrail.cli.keeping.clients import Clients, environment
from handrail.cli.keeping.manifest import Facts, Manifest, NotABackup
from handrail.cli.keeping.package import PIECE, Package, pieces
from handrail.cli.keeping.swap import swap
from handrail.cli.mend import Mend
from handrail.ledger.verify import COUNTED

COPY = "handrail.pgdump"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'handrail'"""
ENTRIES = b"COPY public.ledger_entry ("
END_OF_ROWS = b"\\.\n"
# All that follows is one transaction. Whoever still reads is waited for, though not for ever.
BEGIN = b"""\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '20s';
SET LOCAL client_min_messages = warning;
DO $$
DECLARE each record;
BEGIN
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', each.tablename);
    END LOOP;
    FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', each.name);
    END LOOP;
END $$;
"""
# Nothing is kept of a history that is not all there.
END = """
DO $$
BEGIN
    IF (SELECT count(*) FROM public.ledger_entry) <> {entries} THEN
        RAISE EXCEPTION 'the history in it is not whole';
    END IF;
END $$;
COMMIT;
"""


class Postgresql:
    kind = "postgresql"
    copy_name = COPY

    def __init__(self) -> None:
        self.parameters = connection.get_connection_params()

    def is_there(self) -> bool:
        with self._asked() as server:
            return "django_migrations" in _tables(server)

    def copy(self, to: Path) -> Facts:
        """pg_dump reads the moment that we have counted in."""
        with self._asked() as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            server.read_only = True
            major = server.info.server_version // 10000
            clients = Clients.at_least(major)
            server.execute("SET idle_in_transaction_session_timeout = 0")
            (moment,) = _row(server, "SELECT pg_export_snapshot()")
            entries, known = _row(server, COUNTED)
            migrations = [name for (name,) in server.execute(MIGRATIONS)]
            click.echo("Copying…", err=True)
            self._run([
                clients["pg_dump"], "--format=custom", "--no-owner", "--no-privileges", "--no-password",
                f"--snapshot={moment}", f"--file={to}",
            ])  # fmt: skip
        click.echo("Checking the copy…", err=True)
        counted, length = _counted(clients, to)
        if not entries == known == counted:
            raise NotABackup(f"its history has {counted} entries where {entries} were counted")
        return Facts(entries, migrations, server=major, client=clients.major, written_out=length)

    def take(self, package: Package, staged: Path) -> None:
        package.unpack(COPY, staged / COPY)

    def put_in_place(self, manifest: Manifest, staged: Path) -> Path | None:
        with self._asked() as server:
            major = server.info.server_version // 10000
            _refuse_strangers(server)
            if manifest.facts.server > major:
                raise Mend(
                    f"the backup is of PostgreSQL {manifest.facts.server}, and the server here is {major}: "
                    f"restore it on {manifest.facts.server} or newer"
                )
        clients = Clients.at_least(max(major, manifest.facts.client))
        self._load(clients, staged / COPY, manifest.facts)
        (staged / COPY).unlink()
        # The rows are there; the key comes after them, and were we stopped here, once more would mend it.
        return swap(staged, staged.parent)

    def _load(self, clients: Clients, dump: Path, facts: Facts) -> None:
        """Everything or nothing: psql commits only what it was told to its end."""
        command = [clients["psql"], "--no-psqlrc", "--quiet", "--no-password", "--output=/dev/null"]
        with tempfile.TemporaryFile() as said:
            psql = subprocess.Popen(command, env=environment(self.parameters), stdin=subprocess.PIPE, stderr=said)
            assert psql.stdin
            try:
                self._feed(clients, dump, facts, psql.stdin)
                psql.stdin.close()
            except BrokenPipeError:
                pass
            except BaseException:
                # Before its input ends: what it was not told to keep, it does not keep.
                psql.kill()
                raise
            finally:
                ended = psql.wait()
            if ended:
                raise Mend(f"the database is as it was ({_said(said)}): see that nobody works on it, and start again")

    def _feed(self, clients: Clients, dump: Path, facts: Facts, to: IO[bytes]) -> None:
        to.write(BEGIN)
        with _written_out(clients, dump) as lines, bar("Restoring", length=facts.written_out) as drawn:
            for piece in pieces(lines):
                to.write(piece)
                drawn.update(len(piece))
        to.write(END.format(entries=int(facts.entries)).encode())

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(
            command, env=environment(self.parameters), capture_output=True, stdin=subprocess.DEVNULL, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            said = ready.first_line(Exception(done.stderr))
            raise Mend(f"pg_dump could not finish ({said}): see that there is room, and that the server is up")

    @contextmanager
    def _asked(self) -> Iterator[Any]:
        """A connection of our own: the pool's would be kept waiting in a transaction."""
        with connection.wrap_database_errors, psycopg.connect(**{**self.parameters, "connect_timeout": 5}) as server:
            yield server


def _refuse_strangers(server: Any) -> None:
    labels = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
    strange = [name for name in _tables(server) if not name.startswith(labels)]
    if strange:
        raise Mend(f"this database holds tables that are not Handrail's ({strange[0]}): give it a database of its own")
    (others,) = _row(server, OTHERS)
    if others:
        raise Mend("Handrail still works on this database, on another machine perhaps: end `serve` and `work` there")


def _tables(server: Any) -> list[str]:
    return [name for (name,) in server.execute(TABLES)]


def _row(server: Any, statement: str) -> Any:
    return server.execute(statement).fetchone()


@contextmanager
def _written_out(clients: Clients, dump: Path) -> Iterator[IO[bytes]]:
    """The dump as statements. A damaged one raises NotABackup at its end."""
    command = [clients["pg_restore"], "--no-owner", "--no-privileges", "--file=-", str(dump)]
    with tempfile.TemporaryFile() as said:
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, bufsize=PIECE)
        assert writer.stdout
        try:
            yield writer.stdout
            if writer.wait():
                raise NotABackup(f"the dump in it cannot be read ({_said(said)})")
        finally:
            writer.kill()
            writer.wait()
            writer.stdout.close()


def _counted(clients: Clients, dump: Path) -> tuple[int, int]:
    """Read all of the dump: the ledger's entries in it, and its length as statements."""
    entries = length = 0
    inside = False
    with _written_out(clients, dump) as lines:
        for line in lines:
            length += len(line)
            if inside and line == END_OF_ROWS:
                inside = False
            entries += inside
            inside = inside or line.startswith(ENTRIES)
    return entries, length


def _said(said: IO[bytes]) -> str:
    """What went amiss. The lines after the error's own may quote what people wrote."""
    said.seek(0)
    lines = said.read(1 << 16).decode(errors="replace").strip().split("\n")
    return next((line for line in lines if "ERROR:" in line or "FATAL:" in line), lines[0])
