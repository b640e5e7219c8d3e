"""What shows in one trajectory, and what to try: on a page of its own, and brought into the pages where a coach acts on
it [113, 116]. The case summary for a mentor coach, which names nobody [118]."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.lib.said import Said
from handrail.signals import outlook_told
from handrail.signals.cards import IF_IT_PERSISTS
from handrail.signals.case_summary import as_text, case_summary
from handrail.signals.judged import Judged, Raised, judged_in
from handrail.signals.signal import Kind
from handrail.web.coach.led import led_with_people
from handrail.web.coach.page import page
from handrail.web.coach.places import Place, place_of
from handrail.web.coach.reaching import Ways
from handrail.web.doors import for_coach
from handrail.web.request import Request


@dataclass(frozen=True)
class Noticed:
    """One signal of one client, with where one goes from it."""

    judged: Judged
    raised: Raised

    @property
    def name(self) -> str:
        return self.judged.life.name.split(" ")[0]

    @property
    def ways(self) -> Ways:
        life = self.judged.life
        return Ways(life.trajectory_id, self.raised.kind, self.raised.evidence, life.coachee_id)

    @property
    def place(self) -> Place | None:
        return place_of(self.raised, self.judged)

    @property
    def first_of_its_card(self) -> bool:
        """Several may have the same card, which is shown once."""
        return next(each for each in self.judged.signals if each.card is self.raised.card) is self.raised

    @property
    def persists(self) -> Said:
        return IF_IT_PERSISTS

    def is_about(self, row: str) -> bool:
        """A week is one of a line, and what shows is about the line."""
        lines = {week.line for week in self.judged.facts.weeks if week.ref == row}
        return bool(row) and self.raised.ref in {row, *lines}


@dataclass(frozen=True)
class _Outlook:
    """How it may go on: a frequency and the two strongest reasons."""

    judged: Judged

    @property
    def name(self) -> str:
        return self.judged.life.name

    @property
    def chance(self) -> str:
        return outlook_told.chance(self.judged.outlook) if self.judged.outlook else ""

    @property
    def reasons(self) -> list[str]:
        return list(map(outlook_told.reason, self.judged.outlook.reasons)) if self.judged.outlook else []


# What is told where a coach acts on it [118]: by the page's name, as its address says it.
ON_PAGE: Mapping[str, frozenset[Kind]] = {
    "goals": frozenset({Kind.FLAT_3_WEEKS, Kind.WEEK_6_HALF, Kind.GOAL_UNREVIEWED, Kind.OVERLOAD}),
    "week": frozenset({Kind.OVERLOAD}),
    "areas": frozenset({Kind.LONG_CONTEMPLATION}),
    "actions": frozenset({Kind.PILING_UP, Kind.COMPLETION_FALLING}),
}


@require_safe
@for_coach
def signals(request: Request, trajectory_id: UUID) -> HttpResponse:
    """All of it, or what is about one row (`?about=`, for the page of a goal), or on one page (`?on=`)."""
    trajectory, people = led_with_people(request, trajectory_id)
    found = judged_in(trajectory.pk, request.person, at=now())
    about, brief = request.GET.get("about", ""), "brief" in request.GET
    kinds = ON_PAGE.get(request.GET.get("on", ""), frozenset())
    all_of_it = not (about or kinds)
    return page(
        request, "signals", trajectory=trajectory, names=trajectory.group_name or ", ".join(p.name for p in people),
        noticed=_noticed(found, about, kinds, brief=brief), resting=[each for one in found for each in one.quiet],
        not_known=[words for one in found for words in one.not_known] if all_of_it else [],
        outlooks=[_Outlook(one) for one in found if all_of_it and one.outlook and one.facts.is_running],
        unknown=[one.life.name for one in found if all_of_it and one.facts.is_running and not one.is_enough],
        brief=brief, back=request.htmx.current_url_abs_path or request.path,
        today=request.person.today(now()),
    )  # fmt: skip


def _noticed(found: Iterable[Judged], about: str, kinds: Collection[Kind], *, brief: bool) -> list[Noticed]:
    """In brief without the coach's own side: those pages tell of it by themselves."""
    raised = [Noticed(one, each) for one in found for each in (one.of_client if brief else one.signals)]
    return [each for each in raised if not (about or kinds) or each.raised.kind in kinds or each.is_about(about)]


@require_safe
@for_coach
def case(request: Request, trajectory_id: UUID) -> HttpResponse:
    """To read, to print, or as a plain text to send (`?as=text`)."""
    trajectory, _people = led_with_people(request, trajectory_id)
    cases = [case_summary(each) for each in judged_in(trajectory.pk, request.person, at=now())]
    if request.GET.get("as") == "text":
        text = HttpResponse("\n\n".join(map(as_text, cases)), content_type="text/plain; charset=utf-8")
        text["Content-Disposition"] = f'attachment; filename="{slugify(_("Case summary"))}.txt"'
        return text
    return page(request, "case_summary", trajectory=trajectory, cases=cases)
