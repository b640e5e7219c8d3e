"""Whose record a file becomes: a coach of one practice."""

from handrail.cli.mend import Mend
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.intake.trouble import shown


def coach_of(email: str | None, practice: str | None) -> Person:
    coaches = Person.objects.filter(practice=practice_of(practice, coach=email)).with_roles()
    if email is None:
        if first := Person.objects.first_coach(coaches.values("practice_id")[:1]):
            return first
        raise Mend("nobody coaches here yet: invite a coach first")
    person = coaches.filter(account__email=email.strip().casefold()).select_related("practice").first()
    if person and person.is_coach:
        return person
    raise Mend(f"{shown(email)} does not coach here: correct the address after --as, or invite them as a coach first")


def practice_of(name: str | None, *, coach: str | None = None) -> Practice:
    """The one that is named; or the only one there is, a demo beside it not counted."""
    practices = list(Practice.objects.order_by("pk"))
    if not practices:
        raise Mend("there is no practice here yet: start Handrail with bin/run --empty, and name it")
    fitting = [p for p in practices if name is None or p.name.casefold() == name.strip().casefold()]
    if name is None and coach:
        theirs = Person.objects.filter(account__email=coach.strip().casefold(), memberships__role="coach")
        fitting = [p for p in fitting if theirs.filter(practice=p).exists()] or fitting
    real = [p for p in fitting if not p.is_demo]
    for chosen in (fitting, real):
        if len(chosen) == 1:
            return chosen[0]
    names = ", ".join(shown(p.name) for p in practices)
    raise Mend(f"say which practice with --practice, one of these: {names}")
