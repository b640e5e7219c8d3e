"""What lies beside a handrail.json: the photos, each under the id of its row. A picture is no line of text."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from handrail.ledger.believing import NotBelieved
from handrail.trajectory.photo import Photo
from handrail.trajectory.photo_content import PhotoContent

FOLDER = "attachments"
JPEG = b"\xff\xd8\xff"
# Where the bytes of a photo are put, and where they are looked for.
Attach = Callable[[UUID, bytes], None]
Attached = Callable[[UUID, int], bytes | None]


def name_of(photo_id: UUID) -> str:
    return f"{FOLDER}/{photo_id}.jpg"


def beside(file: Path) -> Attached:
    """The folder that lies beside this file. Of each, no more is read than its row says that there is."""

    def attached(photo_id: UUID, length: int) -> bytes | None:
        path = file.parent / name_of(photo_id)
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as opened:
            return opened.read(length + 1)

    return attached


def hand_out(practice_id: UUID, attach: Attach) -> None:
    """Each photo that is kept, one at a time."""
    contents = PhotoContent.objects.filter(practice_id=practice_id).order_by("pk")
    for photo_id, content in contents.values_list("pk", "content").iterator(chunk_size=10):
        attach(photo_id, bytes(content))


def take_in(practice_id: UUID, attached: Attached) -> None:
    """The pictures of all photos that the rows say there are, each the very one. Raises NotBelieved."""
    for photo in _kept(practice_id):
        content = attached(photo.pk, photo.bytes)
        if content is None:
            raise NotBelieved(f"its photo {photo.pk} is not beside it: the folder “{FOLDER}” belongs to the file")
        if len(content) != photo.bytes or sha256(content).hexdigest() != photo.digest or content[:3] != JPEG:
            raise NotBelieved(f"its photo {photo.pk} is not the one that its history tells of")
        PhotoContent.objects.create(
            id=photo.pk, practice_id=practice_id, trajectory_id=photo.trajectory_id, content=content
        )


def _kept(practice_id: UUID) -> Iterator[Photo]:
    """Without those whose words were erased: of them nothing is left to be seen."""
    rows = Photo.objects.kept().filter(practice_id=practice_id).exclude(digest="")
    yield from rows.order_by("pk").iterator(chunk_size=500)
