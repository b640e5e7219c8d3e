"""Everything since session one, on one line [7]."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.ledger import book
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.trajectory.reach import reach_of
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.history import spine
from handrail.web.history.asked import KINDS, Asked, rows_about
from handrail.web.history.frame import looking_back, page, strip
from handrail.web.history.knowing import TOLD, known
from handrail.web.history.places import Places
from handrail.web.history.runs import runs
from handrail.web.history.telling import Telling, tell
from handrail.web.request import Request

PAGE = 50
# Years of history; a page that holds it is for paper.
ALL = 10_000


@require_safe
@looking_back
def timeline(request: Request, trajectory: Trajectory) -> HttpResponse:
    asked = Asked.of(request.GET)
    whole = Whole.of(trajectory, request.person, at=now(), nouns=TOLD)
    places = Places.of(request.person, trajectory, together=asked.together)
    limit = ALL if asked.all else PAGE
    happenings = book.timeline(
        trajectory.pk,
        reach=reach_of(request.person),
        before=asked.before,
        after=asked.after,
        limit=limit + 1,
        verbs=asked.verbs,
        rows=rows_about(whole, asked.goal_id) if asked.goal_id else None,
    )
    shown, has_more = happenings[:limit], len(happenings) > limit
    tellings = _told(shown, whole=whole, places=places, asked=asked)
    return page(
        request,
        "timeline",
        trajectory=trajectory,
        places=places,
        asked=asked,
        whole=whole,
        months=spine.months(_stops(tellings, whole, places, asked, is_last=not has_more), this_year=whole.today.year),
        is_empty=not tellings,
        more=_more(asked, shown[-1].seq) if has_more else "",
        strip=strip(whole, places),
        **_choices(asked, whole),
    )


def _told(happenings: list[book.Happening], *, whole: Whole, places: Places, asked: Asked) -> list[Telling]:
    knows = known(whole, happenings, places=places)
    to_tell = runs([each for each in happenings if not _is_somebodys_draft(each)], zone=knows.zone)
    tellings = [tell(run.happening, known=knows, times=run.times) for run in to_tell]
    return [telling for telling in tellings if not (asked.together and telling.is_private)]


def _is_somebodys_draft(happening: book.Happening) -> bool:
    """That somebody is just writing is nobody else's to watch; finished or skipped is a status (table 1O)."""
    return happening.verb == Verb.REFLECTION_SAVED and any(change.withheld for change in happening.changes)


def _stops(tellings: list[Telling], whole: Whole, places: Places, asked: Asked, *, is_last: bool) -> list[spine.Stop]:
    """The tellings, and at the end of the line where we are: today and what is ahead."""
    stops = spine.told(tellings)
    if not (is_last if asked.from_the_beginning else asked.is_first_page):
        return stops
    today = spine.Stop(whole.today, is_now=True)
    to_come = _ahead(whole, places, asked)
    return [*stops, today, *to_come] if asked.from_the_beginning else [*reversed(to_come), today, *stops]


def _ahead(whole: Whole, places: Places, asked: Asked) -> list[spine.Stop]:
    """The sessions to come, where sessions are asked for; those only planned, at the end of the walk."""
    if asked.goal_id or asked.kind not in ("", "sessions") or not whole.trajectory.is_running:
        return []
    hrefs = {session.pk: places.row(session) for session in whole.sessions}
    return spine.ahead(whole.plan.landings, leads_to=hrefs, computed=asked.from_the_beginning)


def _more(asked: Asked, seq: int) -> str:
    return asked.but(after=seq) if asked.from_the_beginning else asked.but(before=seq)


def _choices(asked: Asked, whole: Whole) -> dict[str, Any]:
    """What else one may ask to see; links, so that it works everywhere."""
    kinds = [("", _("Everything")), *((kind, label) for kind, (label, _nouns) in KINDS.items())]
    goal = next((goal for goal in whole.goals if goal.pk == asked.goal_id), None)
    return {
        "kinds": [
            {"label": label, "href": asked.but(kind=kind), "current": kind == asked.kind} for kind, label in kinds
        ],
        "start": asked.but(),
        "goals": whole.goals,
        "goal": goal,
        "other_end": asked.but(after=None if asked.from_the_beginning else 0),
        "all_goals": asked.but(goal_id=None),
        "on_one_page": asked.but(all=True),
        "together": asked.but(together=not asked.together),
    }
