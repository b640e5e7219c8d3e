"""Vision: what the client wants, in their own words. One, living, every version kept [39]."""

from datetime import date, datetime, timedelta

from django.db import models

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory

# Quarterly by default [39].
REVISIT_AFTER = timedelta(days=92)


class Vision(Belonging):
    text = Words(required=True, limit=4_000)
    revisited_on = models.DateField()

    objects = BelongingQuerySet["Vision"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "coachee"], name="vision_once_each"),
            models.UniqueConstraint(
                fields=["trajectory"], condition=models.Q(coachee=None), name="vision_once_for_all"
            ),
        ]

    @classmethod
    def write(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person | None, text: str,
        base: str | None = None,
    ) -> "Vision":  # fmt: skip
        """The first words, or new ones in their place."""
        today = by.said_on(at)
        # Looked for under the lock: of two first writers at once, the second finds the first one's words.
        with write(Verb.VISION_WRITTEN, by=by, at=at, subject=trajectory) as writing:
            vision = Vision.objects.filter(trajectory=trajectory, coachee=coachee).first()
            if vision is None:
                place = {"practice_id": trajectory.practice_id, "trajectory": trajectory, "coachee": coachee}
                return writing.about(writing.add(Vision(**place, text=text, revisited_on=today)))
            writing.about(vision)._check_base("text", words=text, base=base)
            writing.change(vision, text=text, revisited_on=today)
        return vision

    def revisit(self, *, by: Person, at: datetime) -> "Vision":
        """Read again and still right."""
        return self._change(Verb.VISION_REVISITED, by=by, at=at, revisited_on=by.said_on(at))

    def is_due(self, today: date) -> bool:
        """Whether it is time to read it again."""
        return today - self.revisited_on >= REVISIT_AFTER
