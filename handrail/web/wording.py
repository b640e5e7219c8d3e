"""The words for what a rule refused: plain, and saying what to do."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handrail.ledger.refusals import CannotMove, Stale
from handrail.lib.amount import TwoWays
from handrail.lib.picture import NotAPicture, TooLarge
from handrail.lib.refusal import Missing, NotText, NotUnderstood, NotYours, OutOfRange, Refusal, TooLong
from handrail.practice.invitation import LinkExpired
from handrail.practice.membership import OnlyManager
from handrail.practice.passkey import EnoughKeys, KeyRefused, KnownAlready
from handrail.practice.second_step import CodeRefused, DraftGone, GuessedTooOften
from handrail.practice.sign_in import LinkUsed, TooMany
from handrail.trajectory.check_in import Late
from handrail.trajectory.idea import NotAsked
from handrail.trajectory.leaving import StillLeads
from handrail.trajectory.methods.file import NotAMethod
from handrail.trajectory.photo import Enough
from handrail.trajectory.sentence import UnknownMark
from handrail.web.method_wording import amiss

MISSING = {
    "text": gettext_lazy("Write a few words first."),
    "name": gettext_lazy("Give it a name."),
    "moved": gettext_lazy("Write a line in one of these first; a single one is plenty."),
    "reason": gettext_lazy("Say in a few words why; it helps when you look back."),
    "obstacle": gettext_lazy("Say what is in the way, in a word or two."),
    "sign": gettext_lazy("Say how you will notice it: a number, or something one can see."),
    "next_step": gettext_lazy("Book the next session, or say that none is planned."),
}


def word(refusal: Refusal) -> str:
    """One sentence for the person, in their language."""
    match refusal:
        case TooLong(limit=limit, length=length):
            over = length - limit
            return ngettext(
                "This is %(over)d character too long; there is room for %(limit)d. Nothing you typed is lost.",
                "This is %(over)d characters too long; there is room for %(limit)d. Nothing you typed is lost.",
                over,
            ) % {"over": over, "limit": limit}
        case Missing(field=field):
            return str(MISSING.get(field, _("Fill this in first.")))
        case NotText():
            return _("There is a character in here that cannot be kept. Type it again, or leave it out.")
        case OutOfRange(low=low, high=None):
            return _("Choose %(low)s or later.") % {"low": _said(low)}
        case OutOfRange(low=low, high=high):
            return _("Choose something between %(low)s and %(high)s.") % {"low": _said(low), "high": _said(high)}
        case NotAMethod():
            return amiss(refusal)
        case NotAsked():
            return _("Your own ideas come after a yes. Ask whether they are welcome, then note it above.")
        case TwoWays(whole=whole, parts=parts):
            words = {"whole": whole, "parts": parts}
            return _("That can be read in two ways. Write it as %(whole)s or as %(parts)s.") % words
        case NotAPicture():
            return _("That is no photo that can be read here. Choose a JPEG, PNG or WebP, or take it again.")
        case TooLarge():
            return _("That photo is larger than can be taken in. Choose a smaller size, or take it again.")
        case Enough():
            return _("There are as many photos as one action takes. Take one away first.")
        case UnknownMark():
            return _("In braces only what stands below the field has a meaning. Leave the other braces out.")
        case NotUnderstood(field="email"):
            return _("That does not look like an e-mail address. Check it for typing errors.")
        case NotUnderstood(field="zone"):
            return _("That time zone is not known. Choose one from the list.")
        case NotUnderstood():
            return _("This could not be understood. Choose one of what is offered.")
        case Late():
            return _(
                "A new one has opened meanwhile. What you wrote is still here; sent now, it goes into the new one."
            )
        case NotYours():
            return _("This is for the other one to decide.")
        case Stale():
            return _("Somebody else wrote here meanwhile. Both texts are below: nothing is lost.")
        case OnlyManager():
            return _("Nobody else manages this practice. Give somebody else that role first.")
        case StillLeads():
            return _("They still lead trajectories. Their coach closes or ends those first; nothing was changed.")
        case CannotMove():
            return _("This has moved on meanwhile. Look at it as it is now, then choose again.")
        case LinkExpired():
            return _("This invitation no longer opens. Ask your coach to send a new one.")
        case LinkUsed(field="code"):
            return _("That is not the code, or it is too old. Check the newest message, or ask for another.")
        case LinkUsed():
            return _("This link was used already or is too old. Ask for a new one; it takes a moment.")
        case CodeRefused():
            return _("That is not the code, or it was used already. Wait for the next one and type that.")
        case GuessedTooOften():
            return _("Several codes were not right. Wait a quarter of an hour, or use a recovery code.")
        case DraftGone():
            return _("That was a while ago. Take the new square below into your app, and type its code.")
        case KeyRefused():
            return _("That passkey did not open anything here. Try once more, or have a link mailed.")
        case KnownAlready():
            return _("This device has a passkey here already.")
        case EnoughKeys():
            return _("There are many passkeys already. Remove one that you no longer use first.")
        case TooMany():
            return _("That was asked for many times. Use the newest message, or try again in an hour.")
        case _:
            return _("That is not possible here.")


def _said(bound: object) -> object:
    return date_format(bound, "j F Y") if isinstance(bound, date) else bound
