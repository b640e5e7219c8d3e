"""What changed of a session and in it: when and how long, who came later, how it was shared out, what was said of it.
Found in facts.FACTS."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.trajectory.scale_answer import Scale
from handrail.trajectory.sections import Section
from handrail.web.history.turn import Turn, between


def starts(turn: Turn) -> str:
    if turn.is_new:
        return turn.moment(turn.after)
    return between(turn.moment(turn.before), turn.moment(turn.after))


def minutes(turn: Turn) -> str:
    after = ngettext("%(minutes)d minute", "%(minutes)d minutes", turn.after) % {"minutes": turn.after}
    return after if turn.is_new else between(str(turn.before), after)


def side(turn: Turn) -> str:
    return {"client": _("on the client’s side"), "coach": _("on the coach’s side")}.get(turn.after, "")


def late(turn: Turn) -> str:
    return (
        ngettext("%(minutes)d minute later", "%(minutes)d minutes later", turn.after) % {"minutes": turn.after}
        if turn.after
        else ""
    )


def arranged(turn: Turn) -> str:
    """ "The week’s experiments: 10 minutes" """
    minutes = turn.row.get("minutes")
    named = str(dict(Section.choices).get(turn.row.get("section", ""), ""))
    said = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes} if minutes else ""
    return ": ".join(each for each in (named, said) if each)


def scaled(turn: Turn) -> str:
    """ "How sure are you …? 6 of 10"; where somebody else asked, the words stand beside it."""
    after = _("%(number)d of 10") % {"number": turn.after}
    if not turn.is_new:
        return between(str(turn.before), after)
    asked = dict(Scale.choices).get(turn.row.get("scale", ""), "")
    return f"{asked} {after}" if asked else after


def of_five(turn: Turn) -> str:
    said = {"useful": _("of use"), "room": _("room"), "energy": _("energy")}[turn.column]
    return _("%(what)s %(number)d of 5") % {"what": said, "number": turn.after} if turn.after else ""


def edition(turn: Turn) -> str:
    return _("edition %(number)d") % {"number": turn.after} if turn.after > 1 else ""
