"""What the journeys' people have done before the journey begins."""

from handrail.lib.clock import now
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.person import Person


def consents(person: Person) -> None:
    """Both yeses, as the invitation's page takes them."""
    agreement = Agreement.objects.current(person.practice_id)
    for kind in Kind:
        Consent.give(by=person, at=now(), agreement=agreement, kind=kind)
