"""How rows are named in passing, the same on every page."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole


def session_said(whole: Whole, session: Session) -> str:
    """ "Session 3, 21 May"; one that fell out has a day and no number."""
    landing = whole.landing(session)
    on = date_format(whole.day_of(session), "j F")
    if landing is None:
        return _("Session on %(on)s") % {"on": on}
    return _("Session %(number)d, %(on)s") % {"number": landing.number, "on": on}
