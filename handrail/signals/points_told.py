"""The table of points in words, for a coach to read and to check by hand."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.signals.outlook import frequency
from handrail.signals.points import Band, Row, Table

COUNTED = {
    "silent": gettext_lazy("days since the last sign of life"),
    "longest_gap": gettext_lazy("longest time without one in the last eight weeks, in days"),
    "seen_7": gettext_lazy("days with a sign of life, of the last 7"),
    "seen_28": gettext_lazy("days with a sign of life, of the last 28"),
    "weeks_4": gettext_lazy("weeks with one, of the last 4"),
    "weeks_8": gettext_lazy("weeks with one, of the last 8"),
    "rate": gettext_lazy("days with one, of all days so far"),
    "wrote_28": gettext_lazy("days on which they wrote about it, of the last 28"),
    "open_share": gettext_lazy("open, of everything that was due so far"),
    "open_8_weeks": gettext_lazy("things open that came due in the last eight weeks"),
    "open_row": gettext_lazy("open, of the last things that came due, one after the other"),
    "since_done": gettext_lazy("days since something that had a day was done"),
    "undone_soon": gettext_lazy("things due in the next two weeks that are not done yet"),
    "next_in": gettext_lazy("days until the next thing is due"),
    "days_in": gettext_lazy("days since the start"),
}
SHARES = frozenset({"rate", "open_share"})


def bins(row: Row) -> Iterator[tuple[str, int]]:
    """Each bin, and what it adds."""
    low, high = row.cuts[0], row.cuts[-1]
    if row.signal in SHARES:
        names = [_("under %(many)d %%") % {"many": round(100 * low)}]
        names += [f"{round(100 * since)}–{round(100 * until)} %" for since, until in pairwise(row.cuts)]
        names += [_("%(many)d %% and more") % {"many": round(100 * high)}]
    else:
        names = ["0" if low == 1 else _("under %(many)d") % {"many": low}]
        names += [f"{since}" if since == until - 1 else f"{since}–{until - 1}" for since, until in pairwise(row.cuts)]
        names += [_("%(many)d and more") % {"many": high}]
    return zip(names, row.points, strict=True)


def counted(row: Row) -> str:
    return str(COUNTED[row.signal])


def as_markdown(table: Table) -> str:
    """As it stands in docs/signals.md."""
    lines = ["| counted | points |", "| --- | --- |"]
    lines += [
        f"| {counted(row)} | " + ", ".join(f"{name}: **{points}**" for name, points in bins(row)) + " |"
        for row in table.rows
    ]
    return "\n".join(lines)


def bands_as_markdown(bands: tuple[Band, ...]) -> str:
    lines = ["| points | moments | stalled within four weeks |", "| --- | --- | --- |"]
    until = [f"–{later.since - 1}" for later in bands[1:]] + [" and more"]
    lines += [
        f"| {band.since}{end} | {band.moments:,} | {band.stalled:,}, about 1 in {frequency(band.share)} |"
        for band, end in zip(bands, until, strict=True)
    ]
    return "\n".join(lines)
