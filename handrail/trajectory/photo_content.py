"""PhotoContent: what is to be seen on a photo. In the database, so that a backup is one moment of everything."""

from uuid import UUID

from django.db import models

from handrail.trajectory.trajectory import Trajectory


class PhotoContent(models.Model):
    """A machine table beside `Photo`, of the same id: entries hold no pictures. Gone when its photo is taken away, and
    with every word when its trajectory is erased."""

    id = models.UUIDField(primary_key=True)
    practice_id = models.UUIDField()
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="photo_contents")
    content = models.BinaryField()

    @classmethod
    def of(cls, photo_id: UUID) -> bytes | None:
        for content in cls.objects.filter(pk=photo_id).values_list("content", flat=True):
            return bytes(content)
        return None
