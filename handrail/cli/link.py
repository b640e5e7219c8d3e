"""An absolute one-click link that signs somebody in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink


def link_for(account: Account, *, at: datetime, open_for: timedelta, person: Person | None = None) -> str:
    """Opens a page with one button, which signs in and uses the link up."""
    token, _ = SignInLink.make(account, at=at, open_for=open_for, leads_to=_entrance(person))
    return f"{settings.HANDRAIL_URL}{reverse('sign_in_link', args=[token])}"


def _entrance(person: Person | None) -> str:
    """Where the link leads: into the practice of `person`, or wherever signing in leads."""
    return reverse("enter", args=[person.practice_id]) if person else ""
