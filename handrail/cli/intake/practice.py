"""A whole practice comes in, as another installation wrote it out."""

import click

from handrail.cli.intake.asked import Arrival
from handrail.export.attachments import beside
from handrail.export.coming_in import Came, NotHere, come_in
from handrail.ledger.believing import NotBelieved
from handrail.lib.clock import now
from handrail.trajectory.intake.trouble import Unreadable

MOVED = """\
It has moved in. What is left to do:
  - Switch the old installation off, or both will send reminders and mail.
  - Set the mail server and the address of this one (HANDRAIL_SMTP, HANDRAIL_URL; bin/handrail doctor looks at both).
  - Everybody signs in anew, and sets up passkeys and a second step again where they had them.
  - Send invitations again that wait for an answer: their links lead to the old one.
  - Calendars that were subscribed to are subscribed to again, here and not there.
  - Delete the file when all is well. It holds everything, also private words."""


def bring_in(arrival: Arrival) -> None:
    """All of it, or nothing."""
    try:
        moved = come_in(
            arrival.opened, at=now(), attached=beside(arrival.path),
            say=lambda stage: click.echo(f"{stage}…", err=True),
        )  # fmt: skip
    except NotBelieved as reason:
        raise Unreadable(f"This cannot be moved in, and nothing was: {reason}.") from None
    except NotHere as reason:
        raise Unreadable(f"Nothing was changed: {reason}.") from None
    arrival.report.count("created" if moved.came == Came.IN else "unchanged", moved.entries)
    if moved.came == Came.IN and not arrival.asked.dry_run:
        click.echo(MOVED, err=True)
