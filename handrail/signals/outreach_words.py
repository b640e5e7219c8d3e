"""What a coach may write to a client because of a signal, to be changed before it is sent [79]. Pure.

It names one concrete thing of the client's own, asks one thing, and leaves them free. It speaks of no signal, counts
nothing, praises no number and blames nobody: a word that does would be one more reason to stay away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.signals.signal import Kind

# Characters of somebody's words that are quoted back.
QUOTED = 120


@dataclass(frozen=True)
class About:
    """Whom it goes to and what they are about, in their own words. `thing`: the goal, experiment or area that the
    signal is of; `next_step` what they have open, `done` what they did last; `session_on` when the two meet next."""

    name: str
    thing: str = ""
    next_step: str = ""
    done: str = ""
    promised: str = ""
    session_on: date | None = None


def proposed_word(kind: Kind | None, about: About) -> str:
    """A beginning; a plain greeting where there is no signal, or one of the coach's own side."""
    lines = [_("Hello %(name)s,") % {"name": about.name}]
    if kind in WORDS:
        lines.append(WORDS[kind](about))
    return "\n\n".join(lines) + "\n"


def _when(about: About, *, then: str, otherwise: str) -> str:
    """One sentence with the day on which they meet, or another without."""
    if about.session_on is None:
        return otherwise
    return then % {"day": date_format(about.session_on, "l j F")}


def _quoted(words: str) -> str:
    words = " ".join(words.split()).strip("“”\"'").rstrip(".:;,")
    return words if len(words) <= QUOTED else words[:QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _thinking_of(words: str, otherwise: str) -> str:
    return _("I was thinking of “%(thing)s”.") % {"thing": _quoted(words)} if words else otherwise


def _completion(about: About) -> str:
    begun = _thinking_of(about.next_step, _("I was thinking of what we have on our list."))
    return begun + " " + _("Would it help to make it smaller, or to let something go? You decide; a line is enough.")


def _piling(about: About) -> str:
    begun = _("I was thinking of what we have on our list. Shall we keep only what matters now?")
    if about.next_step:
        begun += " " + _("“%(thing)s” could become something tiny, or go.") % {"thing": _quoted(about.next_step)}
    return begun + " " + _when(
        about, then=_("If you like, mark what you would keep before we meet on %(day)s."),
        otherwise=_("Which one would you keep first?"),
    )  # fmt: skip


def _not_attempting(about: About) -> str:
    begun = _thinking_of(about.thing, _("I was thinking of what we wanted to try out."))
    return (
        begun
        + " "
        + _(
            "Sometimes a plan simply does not fit a week. What is the smallest piece of it that you would enjoy trying?"
        )
    )


def _flat(about: About) -> str:
    begun = _thinking_of(about.thing, _("I was thinking of what you want to reach."))
    return (
        begun
        + " "
        + _(
            "If it were one small step further than today, what would be different? And is it still what you want most?"
        )
    )


def _half(about: About) -> str:
    begun = _thinking_of(about.thing, _("I was thinking of what you want to reach."))
    return begun + " " + _when(
        about, then=_("A good moment to look again at what it is for. Shall we take time for that on %(day)s?"),
        otherwise=_("A good moment to look again at what it is for. When would suit you?"),
    )  # fmt: skip


def _unreviewed(about: About) -> str:
    begun = _thinking_of(about.thing, _("I was thinking of your goals."))
    return begun + " " + _("Does it still say what you want, as it stands? A line helps me to prepare.")


def _vision(about: About) -> str:
    return _when(
        about, then=_("Would you read your vision once before we meet on %(day)s?"),
        otherwise=_("Would you read your vision once more, in a quiet minute?"),
    ) + " " + _("I am curious which sentence speaks to you today.")  # fmt: skip


def _reflection(about: About) -> str:
    return (
        _("I like to read what you write, and it need not be much.")
        + " "
        + _("Would another kind of question suit you better just now, or none for a while? Both are fine.")
    )


def _reports(about: About) -> str:
    return (
        _("How are you? One line is enough.")
        + " "
        + _("And if another day or a smaller form would fit your week better, say so and I change it.")
    )


def _energy(about: About) -> str:
    begun = _("I was thinking of our last conversation. What gave you energy since then, however small?")
    return begun + " " + _when(about, then=_("I would like to begin with that on %(day)s."), otherwise="").strip()


def _attendance(about: About) -> str:
    return (
        _("I would like to hear how you are, and how our hours fit into your life just now.")
        + " "
        + _("Would another hour, a shorter talk or more time in between be easier? Whatever suits you is fine.")
    )


def _no_next(about: About) -> str:
    return (
        _("We have no next date yet. When would suit you?")
        + " "
        + _("And if you would rather leave it open for now, that is fine too: just tell me.")
    )


def _silent_start(about: About) -> str:
    begun = _("Good that you are here. The first thing may be tiny.")
    if about.next_step:
        return (
            begun
            + " "
            + _("“%(thing)s” can wait or become smaller; what would you like to begin with?")
            % {"thing": _quoted(about.next_step)}
        )
    return begun + " " + _("What would you like to talk about first? One line is enough.")


def _silence(about: About) -> str:
    of = about.next_step or about.thing or about.done
    begun = _thinking_of(of, _("I was thinking of you."))
    return begun + " " + _when(
        about, then=_("How are you? A line is plenty, and otherwise I look forward to %(day)s."),
        otherwise=_("How are you? A line is plenty."),
    )  # fmt: skip


def _overload(about: About) -> str:
    begun = _("You have taken on a lot, and it shows how much you want this.")
    if about.thing:
        begun += " " + _("If you kept only one or two for this week, would “%(thing)s” be among them?") % {
            "thing": _quoted(about.thing)
        }
        return begun + " " + _("The rest can wait.")
    return begun + " " + _("If you kept only one or two for this week, which would they be? The rest can wait.")


def _contemplation(about: About) -> str:
    begun = _thinking_of(about.thing, _("I was thinking of what we turn over now and then."))
    return (
        begun
        + " "
        + _("It can wait. Would you like to look at something else first, or at what speaks for either side?")
    )


def _promise(about: About) -> str:
    if not about.promised:
        return _("There is something I promised you. It is not forgotten, and you hear from me.")
    return _("I promised you this: “%(thing)s”. It is not forgotten, and you hear from me.") % {
        "thing": _quoted(about.promised)
    }


# What is not here is answered elsewhere: an invitation is sent again, a note written, a report answered.
WORDS: dict[Kind | None, Callable[[About], str]] = {
    Kind.COMPLETION_FALLING: _completion,
    Kind.PILING_UP: _piling,
    Kind.NOT_ATTEMPTING: _not_attempting,
    Kind.FLAT_3_WEEKS: _flat,
    Kind.WEEK_6_HALF: _half,
    Kind.GOAL_UNREVIEWED: _unreviewed,
    Kind.VISION_UNREAD: _vision,
    Kind.REFLECTION_SLOWING: _reflection,
    Kind.CHECKINS_MISSED: _reports,
    Kind.ENERGY_LOW: _energy,
    Kind.ATTENDANCE: _attendance,
    Kind.NO_NEXT_SESSION: _no_next,
    Kind.SILENT_START: _silent_start,
    Kind.SILENCE: _silence,
    Kind.OVERLOAD: _overload,
    Kind.LONG_CONTEMPLATION: _contemplation,
    Kind.PROMISE_OPEN: _promise,
}
