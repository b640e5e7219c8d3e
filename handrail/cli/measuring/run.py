"""One run of the bench, inside the folder and the database that are its own. Run as a program by `bench`."""

import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Options:
    clients: int
    years: float
    people: int
    workers: int
    rounds: int
    requests: int
    entries: int
    rows: int
    verify_entries: int
    messages: tuple[int, ...]
    waiting: tuple[int, ...]
    led: tuple[int, ...]
    histories: tuple[int, int]
    only: tuple[str, ...]

    @property
    def fortnights(self) -> int:
        return max(3, round(self.years * 365 / 14))


def main() -> int:
    import django

    options = Options(**json.loads(sys.argv[1]))
    os.umask(0o077)
    django.setup()
    from django.db import connection

    from handrail.cli import ready
    from handrail.cli.measuring.figures import table

    say(f"SQLite or PostgreSQL: {connection.vendor}")
    ready.database()
    found: dict[str, Any] = {"options": vars(options), "machine": machine(), "database": connection.vendor}
    if {"pages", "coaches", "kept", "judging"} & set(options.only):
        found |= _practice(options)
        for part in ("pages", "coaches"):
            say(table(found[part])) if part in found else None
    if "phone" in options.only:
        found["phone"] = _on_a_phone(say)
    if "import" in options.only:
        from handrail.cli.measuring.bulk import importing

        found["import"] = importing(options.rows, say=say)
    if "verify" in options.only:
        from handrail.cli.measuring.bulk import verifying

        found["verify"] = verifying(options.verify_entries, say=say)
    if "sending" in options.only:
        from handrail.cli.measuring.sending import sending
        from handrail.lib.clock import now

        found["sending"] = sending(tuple(options.messages), at=now(), say=say)
    if "reminding" in options.only:
        from handrail.cli.measuring.reminding import reminding
        from handrail.lib.clock import now

        six = now().replace(hour=18, minute=0, second=0, microsecond=0)
        found["reminding"] = reminding(tuple(options.messages), tuple(options.waiting), at=six, say=say)
    print_json(found)
    return 0 if _all_kept(found) else 1


def _practice(options: Options) -> dict[str, Any]:
    """What is measured of one practice: laid down once, judged, and served."""
    from handrail.cli.measuring import coaches, floors
    from handrail.cli.measuring.judging import judging
    from handrail.cli.measuring.seed import everybody, seed
    from handrail.cli.measuring.server import serving
    from handrail.lib.clock import now

    seeded = seed(
        clients=options.clients, fortnights=options.fortnights, people=options.people, entries=options.entries,
        at=now() - timedelta(minutes=1), say=say,
    )  # fmt: skip
    led = coaches.lay(seeded, options.led, options.histories, say=say) if "coaches" in options.only else []
    floors.lay([person.pk for person in everybody(seeded)], max(options.clients, *options.led))
    _tidy()
    found: dict[str, Any] = {}
    if "judging" in options.only:
        found["judging"] = judging(seeded, say=say)
    if {"pages", "coaches", "kept"} & set(options.only):
        with serving(workers=options.workers, env=dict(os.environ)) as server:
            found |= _served(options, seeded, led, server)
    return found


def _tidy() -> None:
    """What a database does by itself in the days after so much was written; and nothing is left over from laying it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


def _served(options: Options, seeded: Any, led: Any, server: Any) -> dict[str, Any]:
    from handrail.cli.measuring import coaches, kept, pages
    from handrail.cli.measuring.rounds import Asking, measured

    asking = Asking(server, options.people, options.requests)
    found: dict[str, Any] = {}
    for part, turns in (("pages", pages.turns(seeded, asking)), ("coaches", coaches.turns(led, seeded, asking))):
        if part in options.only:
            found[part] = measured(list(turns), seeded, server, rounds=options.rounds, say=say)
    if "kept" in options.only:
        found["kept"] = kept.kept(seeded, server, people=options.people, say=say)
    return found


def _on_a_phone(say: Callable[[str], None]) -> list[dict[str, Any]]:
    """A client of a year, on a server that has nothing else to do."""
    from handrail.cli.measuring import phone
    from handrail.cli.measuring.load import Device
    from handrail.cli.measuring.rounds import link_of
    from handrail.cli.measuring.seed import seed
    from handrail.cli.measuring.server import serving
    from handrail.lib.clock import now

    seeded = seed(clients=1, fortnights=26, people=1, entries=1_000, at=now() - timedelta(minutes=1), say=say)
    with serving(workers=1, env=dict(os.environ)) as server:
        try:
            device = Device(server.port).sign_in(link_of(seeded.clients[0]))
            found = phone.phone(device.cookies[settings.SESSION_COOKIE_NAME], f"http://127.0.0.1:{server.port}")
        except phone.NoBrowser as missing:
            say(str(missing))
            return []
    say(phone.table(found))
    return found


def _all_kept(found: dict[str, Any]) -> bool:
    parts = [each for part in ("pages", "coaches", "kept", "sending", "phone") for each in found.get(part, [])]
    parts += [found.get("import", {}), found.get("verify", {}), found.get("judging", {})]
    reminding = found.get("reminding", {})
    parts += [{"kept": reminding.get("kept_growth", True)}, *reminding.get("cases", [])]
    return all(part.get("kept", True) for part in parts)


def machine() -> dict[str, Any]:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cores": os.cpu_count(),
        "processor": model,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def print_json(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
