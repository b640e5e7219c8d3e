"""Photo: what somebody did, to be seen [63]. The row says that there is one; the picture lies beside it."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.picture import Picture
from handrail.lib.refusal import NotYours, Refusal
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.action import OPEN, Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.photo_content import PhotoContent

# Of one action; and how many pictures are held in memory at once.
MOST, AT_ONCE = 6, 10
CAN_SHOW = OPEN | {ActionState.DONE}


class Enough(Refusal):
    """There are as many as one action takes."""


class State(models.TextChoices):
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Taken away")


class PhotoQuerySet(BelongingQuerySet["Photo"]):
    def kept(self) -> "PhotoQuerySet":
        return self.filter(state=State.KEPT)


class Photo(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"action_id", "digest", "width", "height", "bytes", "coachee_id"})

    action = models.ForeignKey(Action, models.PROTECT, related_name="photos")
    # SHA-256 of the picture, in hex. As words, so that it goes when they are erased: it would tell who holds the same.
    digest = Words(limit=64, one_line=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    bytes = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.KEPT)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="photo_state")]

    @classmethod
    def amiss_beside(cls) -> Iterator[tuple[UUID, str]]:
        """Each photo that is kept has its picture, and each picture is the one that was brought."""
        kept = cls.objects.kept().exclude(digest="")
        pictures = PhotoContent.objects.order_by("pk")
        for photo_id in kept.exclude(pk__in=pictures.values("pk")).values_list("pk", flat=True).iterator():
            yield photo_id, "its picture is missing"
        mine = pictures.annotate(digest=Subquery(kept.filter(pk=OuterRef("pk")).values("digest")[:1]))
        for photo_id, content, digest in mine.values_list("pk", "content", "digest").iterator(chunk_size=AT_ONCE):
            if sha256(content).hexdigest() != digest:
                yield photo_id, "another picture lies beside it" if digest else "a picture lies where no photo is kept"

    @classmethod
    def add(cls, action: Action, *, by: Person, at: datetime, picture: Picture) -> "Photo":
        """By whoever did it, of what is open or done."""
        if by.pk != action.owner_id:
            raise NotYours
        photo = cls(
            practice_id=action.practice_id, trajectory_id=action.trajectory_id, coachee_id=action.coachee_id,
            action=action, digest=picture.digest, width=picture.width, height=picture.height,
            bytes=len(picture.content),
        )  # fmt: skip
        with write(Verb.PHOTO_ADDED, by=by, at=at, subject=photo) as writing:
            action.refresh_from_db(fields=["state"])
            if action.state not in CAN_SHOW:
                raise CannotMove(action.table, state=action.state, to=Verb.PHOTO_ADDED)
            if cls.objects.kept().filter(action=action).count() >= MOST:
                raise Enough("photo")
            writing.add(photo)
            PhotoContent.objects.create(
                id=photo.pk, practice_id=photo.practice_id, trajectory_id=photo.trajectory_id, content=picture.content
            )
        return photo

    def remove(self, *, by: Person, at: datetime) -> "Photo":
        """Take it away: that there was one remains, and nothing to be seen."""
        if by.pk != self.action.owner_id:
            raise NotYours
        with write(Verb.PHOTO_REMOVED, by=by, at=at, subject=self) as writing:
            if writing.move(self, {State.KEPT}, State.REMOVED):
                PhotoContent.objects.filter(pk=self.pk).delete()
        return self

    @classmethod
    def complete(
        cls, action: Action, *, by: Person, at: datetime, remark: str = "", picture: Picture | None = None
    ) -> Action:
        """Done, and here is how it looks: two entries in one go, or neither."""
        action.complete(by=by, at=at, remark=remark)
        if picture is not None:
            cls.add(action, by=by, at=at, picture=picture)
        return action
