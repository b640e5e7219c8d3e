"""A case summary for a mentor coach or another expert: where a trajectory stands, with nothing that tells whose it is
[118]. No names, no dates, and not one word that anybody wrote: goals and areas are letters, days are counted from the
start."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.signals import evidence
from handrail.signals.facts import Aim, Facts
from handrail.signals.judged import Judged
from handrail.signals.signal import Signal
from handrail.trajectory.stage_entry import Stage


@dataclass(frozen=True)
class Part:
    heading: str
    lines: tuple[str, ...]


def case_summary(judged: Judged) -> list[Part]:
    """Part by part; what there is nothing of is left out."""
    told = {
        _("Where it stands"): _frame(judged.facts),
        _("Sessions"): _sessions(judged.facts),
        _("Goals"): _goals(judged.facts),
        _("What was agreed"): _work(judged.facts),
        _("Between sessions"): _between(judged.facts),
        _("Readiness"): _readiness(judged.facts),
        _("What shows"): (evidence.told(_nameless(raised.signal, judged.facts)) for raised in judged.of_client),
        _("What was done about it"): _done(judged),
    }
    return [Part(heading, lines) for heading, each in told.items() if (lines := tuple(each))]


def as_text(parts: list[Part]) -> str:
    return "\n\n".join("\n".join([part.heading, *(f"- {line}" for line in part.lines)]) for part in parts) + "\n"


def _letters(facts: Facts) -> dict[str, str]:
    """What goals, areas and experiments are called here, by their ids."""
    goals = {aim.ref: _("Goal %(letter)s") % {"letter": _letter(n)} for n, aim in enumerate(facts.aims)}
    areas = {one.ref: _("Area %(letter)s") % {"letter": _letter(n)} for n, one in enumerate(facts.stages)}
    lines = dict.fromkeys(week.line for week in facts.weeks)
    return goals | areas | {line: _("Experiment %(letter)s") % {"letter": _letter(n)} for n, line in enumerate(lines)}


def _letter(number: int) -> str:
    return ascii_uppercase[number % 26] * (number // 26 + 1)


def _nameless(signal: Signal, facts: Facts) -> Signal:
    return replace(signal, of=_letters(facts).get(signal.ref, "")) if signal.of else signal


def _frame(facts: Facts) -> Iterator[str]:
    if facts.joined is None:
        yield _("Invited, and not begun.")
        return
    week = (facts.today - facts.joined) // 7 + 1
    yield _("Week %(week)d, pauses not counted; a session is meant every %(days)d days.") % {
        "week": week, "days": facts.cadence,
    }  # fmt: skip


def _sessions(facts: Facts) -> Iterator[str]:
    fell = [each for each in facts.meetings if each.fell_out and each.day <= facts.today]
    numbers = {"held": len(facts.kept), "fell": len(fell), "coach": sum(each.by_coach for each in fell)}
    yield _("%(held)d took place, %(fell)d fell out (%(coach)d because of the coach).") % numbers
    late = sum(each.late for each in facts.kept)
    if late:
        yield ngettext("The client came later once.", "The client came later %(late)d times.", late) % {"late": late}
    rated = [str(each.energy) for each in facts.kept if each.energy is not None]
    if rated:
        yield _("Energy as the coach found it, of 5: %(row)s.") % {"row": " → ".join(rated[-8:])}


def _goals(facts: Facts) -> Iterator[str]:
    names = _letters(facts)
    for aim in facts.aims:
        yield f"{names[aim.ref]}: " + " ".join(_of_goal(aim, facts))


def _of_goal(aim: Aim, facts: Facts) -> Iterator[str]:
    yield _("in its week %(week)d.") % {"week": (facts.today - aim.started) // 7 + 1}
    said = [f"{round(percent)} %" for _day, percent in aim.known(facts.today)]
    yield _("Progress: %(row)s.") % {"row": " → ".join(said[-8:])} if said else _("No number was given.")
    if aim.realistic is not None:
        yield _("The client finds it within reach.") if aim.realistic else _("The client finds it out of reach.")


def _work(facts: Facts) -> Iterator[str]:
    then = facts.as_of(facts.today - 28)
    due, before = facts.due(since=facts.today - 28), then.due(since=then.today - 28)
    if due:
        done = sum(each.is_done(facts.today) for each in due)
        yield _("Done in the last four weeks: %(done)d of %(due)d.") % {"done": done, "due": len(due)}
    if before:
        done = sum(each.is_done(then.today) for each in before)
        yield _("Done in the four weeks before: %(done)d of %(due)d.") % {"done": done, "due": len(before)}
    if facts.opened:
        carried = sum(len(each.carried) > 1 for each in facts.opened)
        yield _("Open now: %(open)d, of these %(carried)d for two sessions or longer.") % {
            "open": len(facts.opened), "carried": carried,
        }  # fmt: skip
    weeks = sorted((week for week in facts.weeks if week.percent is not None), key=lambda week: week.ends)
    if weeks:
        row = " → ".join(f"{week.percent} %" for week in weeks[-8:])
        yield _("Weekly goals, as they were found: %(row)s.") % {"row": row}


def _between(facts: Facts) -> Iterator[str]:
    yield _("A sign of life on %(now)d of the last 28 days, on %(then)d of the 28 before.") % {
        "now": facts.active_in(28), "then": facts.active_in(28, before=28),
    }  # fmt: skip
    due = [each for each in facts.reports if each.due <= facts.today]
    if due:
        sent = sum(each.sent is not None for each in due)
        yield _("Weekly reports: %(sent)d of %(due)d came.") % {"sent": sent, "due": len(due)}


def _readiness(facts: Facts) -> Iterator[str]:
    names = _letters(facts)
    for each in facts.stages:
        weeks = (facts.today - each.since) // 7
        yield _("%(area)s: “%(stage)s”, for %(weeks)d weeks.") % {
            "area": names[each.ref], "stage": Stage(each.stage).label, "weeks": weeks,
        }  # fmt: skip


def _done(judged: Judged) -> Iterator[str]:
    """That something was done, and nothing of the coach's own words about it."""
    done = [each for each in (*judged.signals, *judged.quiet) if each.handled == "acted"]
    if done:
        yield ngettext("The coach reached out once.", "The coach reached out %(n)d times.", len(done)) % {
            "n": len(done)
        }
