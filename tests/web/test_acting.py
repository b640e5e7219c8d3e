"""One form, once; and never fewer words than were sent."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from handrail.ledger.entry import Entry
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.trajectory import Trajectory


def test_words_added_after_an_answer_that_never_came_are_kept(
    phone: Callable[[Person], Client], jonas: Person, mara: Person, walk: Trajectory, sleep: Goal
) -> None:
    asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=sleep)
    place, device = reverse("coachee:reflection", args=[asked.pk]), phone(jonas)
    form = {"key": "the form’s own", "text": "A walk"}
    device.post(place, form)
    device.post(place, form)
    device.post(place, {**form, "text": "A walk, and then a call"})
    assert Reflection.objects.get().text == "A walk, and then a call"
    assert Entry.objects.filter(verb="reflection.saved").count() == 2
