"""The practice in figures: what was done of what there was to do, four weeks beside the four before, each with what it
counts [142, 143, 150]; and what followed when coaches reached out. Never a word of what it is about, never who looked
in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders import heeded
from handrail.signals.judged import Judged, judged_of_practice
from handrail.signals.reached import reached_out
from handrail.signals.tally import Part, Tally, tally, together
from handrail.trajectory.overview import Counts, Kept, Sessions, counts_by_coach, kept_by_coach, sessions_between
from handrail.trajectory.paperwork import Paperwork, paperwork
from handrail.web.days import took
from handrail.web.doors import for_manager
from handrail.web.request import Request

WEEKS = 4
WINDOW = timedelta(weeks=WEEKS)


@dataclass(frozen=True)
class Figure:
    """`now` and `before` in words; "" of what there was none of."""

    name: str
    now: str
    before: str
    counts: str


@require_safe
@for_manager
def figures(request: Request) -> HttpResponse:
    at, manager = now(), request.person
    judged = judged_of_practice(manager, at=at)
    counts, kept = counts_by_coach(manager, at=at), kept_by_coach(manager, at=at)
    context = {
        "figures": [
            *_of_tallies(judged), _of_reminders(manager, at=at), *_of_sessions(manager, at=at),
            *_of_paperwork(paperwork(manager, since=at - 2 * WINDOW, until=at), counts.values(), at=at),
            _of_ends(kept.values()),
        ],
        "reached": reached_out(manager, at=at), "today": manager.today(at),
    }  # fmt: skip
    return render(request, "manager/figures.html", context)


def _of_tallies(judged: Iterable[Judged]) -> Iterator[Figure]:
    facts, limits = [each.facts for each in judged], settings.HANDRAIL_SIGNALS
    lately = together(tally(each, limits) for each in facts)
    before = together(tally(each.as_of(each.today - limits.window), limits) for each in facts)
    for name, column, counts in _counted():
        yield Figure(name, _part(getattr(lately, column)), _part(getattr(before, column)), counts)


def _counted() -> Iterator[tuple[str, str, str]]:
    """What each column of a tally is called, and what it counts."""
    names = Tally.__dataclass_fields__
    told = {
        "actions": (_("Actions done"), _("What clients agreed to do by a day in this time.")),
        "notes": (_("Sessions with a note"), _("Of sessions two days old and older.")),
        "reports": (_("Reports answered in three days"), _("Of the weekly reports that clients sent.")),
        "promises": (_("Promises kept"), _("What coaches said they would do by a day in this time.")),
        "goals": (_("Goals followed"), _("A number or a look together tells where the goal is.")),
    }
    yield from ((told[name][0], name, told[name][1]) for name in names)


def _of_reminders(manager: Person, *, at: datetime) -> Figure:
    told = heeded.heeded(manager, since=at - 2 * WINDOW, until=at)
    return Figure(
        _("Reminders acted on"),
        _part(heeded.together(told, since=at - WINDOW, until=at)),
        _part(heeded.together(told, since=at - 2 * WINDOW, until=at - WINDOW)),
        _("Of an action, a question or the week: something was done about it within three days, or it was decided."),
    )


def _of_sessions(manager: Person, *, at: datetime) -> Iterator[Figure]:
    lately, before = sessions_between(manager, at - WINDOW, at), sessions_between(manager, at - 2 * WINDOW, at - WINDOW)
    yield Figure(
        _("Sessions that took place"), _took_place(lately), _took_place(before), _("Of those that were booked.")
    )
    yield Figure(_("Hours together"), _hours(lately), _hours(before), _("As long as the sessions were booked for."))
    yield Figure(
        _("Of use to clients"), _useful(lately), _useful(before),
        _("What they said of sessions, from one to five; told only where five of them or more have said it."),
    )  # fmt: skip


def _took_place(met: Sessions) -> str:
    return _part(Part(met.took_place, met.took_place + met.fell_out))


def _hours(met: Sessions) -> str:
    return number_format(round(met.minutes / 60)) if met.minutes else ""


def _useful(met: Sessions) -> str:
    return "" if met.useful is None else number_format(round(met.useful, 1), 1)


def _of_paperwork(all_of_it: Paperwork, counts: Iterable[Counts], *, at: datetime) -> Iterator[Figure]:
    lately, before = all_of_it.between(at - WINDOW, at), all_of_it.between(at - 2 * WINDOW, at - WINDOW)
    clients = sum(each.clients for each in counts)
    yield Figure(
        _("From a session to its note"), _took(lately), _took(before),
        _("In the middle, of the sessions that have one. Written while it went on counts as at once."),
    )  # fmt: skip
    yield Figure(
        _("Writing for each client and week"), _minutes(lately, clients), _minutes(before, clients),
        _("Minutes between things that coaches wrote soon after one another, outside sessions. How long somebody reads "
          "or thinks is not known, and nobody looks."),
    )  # fmt: skip


def _of_ends(kept: Iterable[Kept]) -> Figure:
    every = list(kept)
    ended = Part(sum(each.completed for each in every), sum(each.ended for each in every))
    return Figure(_("Came to their end"), _part(ended), "", _("Of what began in the last two years and is over."))


def _part(part: Part) -> str:
    return _("%(done)d of %(all)d") % {"done": part.done, "all": part.of} if part else ""


def _took(paper: Paperwork) -> str:
    return "" if paper.note_delay is None else took(paper.note_delay)


def _minutes(paper: Paperwork, clients: int) -> str:
    if not clients or not paper.wrote:
        return ""
    minutes = round(paper.minutes / clients / WEEKS)
    if not minutes:
        return _("less than a minute")
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
