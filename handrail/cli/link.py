"""An absolute one-click link that signs somebody in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.sign_in import SignInLink


def link_for(
    account: Account, *, at: datetime, open_for: timedelta, person: Person | None = None, is_vouched_for: bool = False
) -> str:
    """Opens a page with one button, which signs in (into the practice of `person`, if given) and uses the link up.
    Vouched for, it asks for no second step."""
    way_in = SignInLink.make(account, at=at, open_for=open_for, person=person, is_vouched_for=is_vouched_for)
    return f"{settings.HANDRAIL_URL}{reverse('sign-in-link', args=[way_in.token])}"
