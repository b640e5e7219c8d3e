"""How days and sessions are named in passing, the same on every page."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole


def day_said(day: date) -> str:
    """ "Thursday 5 March"."""
    return date_format(day, "l j F")


def session_said(whole: Whole, session: Session) -> str:
    """ "session 3, 21 May"; one that fell out has a day and no number."""
    landing = whole.landing(session)
    on = date_format(whole.day_of(session), "j F")
    if landing is None:
        return _("the session on %(on)s") % {"on": on}
    return _("session %(number)d, %(on)s") % {"number": landing.number, "on": on}
