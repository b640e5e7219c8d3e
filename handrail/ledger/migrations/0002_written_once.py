"""Entries take no UPDATE and no DELETE; of a text only the content may change, and only to nothing.

The database holds this itself, against a bug of ours as much as against a hurried hand in a shell."""

from typing import Any

from django.db import migrations

REFUSE_ALWAYS = [
    ("ledger_entry", "UPDATE"),
    ("ledger_entry", "DELETE"),
    ("ledger_alsochanged", "UPDATE"),
    ("ledger_alsochanged", "DELETE"),
    ("ledger_text", "DELETE"),
]
KEPT_COLUMNS = ["id", "practice_id", "stream_id", "seq", "row_id", "column"]


def guard(apps: Any, schema_editor: Any) -> None:
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for statement in make():
        schema_editor.execute(statement)


def lift(apps: Any, schema_editor: Any) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON {table}"
    for table, what in [*REFUSE_ALWAYS, ("ledger_text", "UPDATE")]:
        schema_editor.execute(f"DROP TRIGGER {table}_no_{what.lower()}{on.format(table=table)}")
    if on:
        schema_editor.execute("DROP FUNCTION ledger_written_once()")


def _rewrites(differs: str) -> str:
    """A text is being put in place of another, or moved: anything but emptied."""
    moved = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in KEPT_COLUMNS)
    return f"NEW.content IS NOT NULL OR {moved}"


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is written once'); END"
    always = [f"CREATE TRIGGER {t}_no_{w.lower()} BEFORE {w} ON {t} {refuse}" for t, w in REFUSE_ALWAYS]
    emptied = f"CREATE TRIGGER ledger_text_no_update BEFORE UPDATE ON ledger_text WHEN {_rewrites('IS NOT')} {refuse}"
    return [*always, emptied]


def _postgresql() -> list[str]:
    function = (
        "CREATE FUNCTION ledger_written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is written once'; END $$"
    )
    run = "FOR EACH ROW{when} EXECUTE FUNCTION ledger_written_once()"
    always = [f"CREATE TRIGGER {t}_no_{w.lower()} BEFORE {w} ON {t} {run.format(when='')}" for t, w in REFUSE_ALWAYS]
    when = f" WHEN ({_rewrites('IS DISTINCT FROM')})"
    emptied = f"CREATE TRIGGER ledger_text_no_update BEFORE UPDATE ON ledger_text {run.format(when=when)}"
    return [function, *always, emptied]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables")]
    operations = [migrations.RunPython(guard, lift)]
