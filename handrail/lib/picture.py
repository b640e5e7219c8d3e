"""A picture somebody sent, made anew: upright, small, and nothing of it but what is to be seen.

Whatever else lies in the file (place, device, comments, a program behind the last line) is not carried over, for the
bytes that are kept are written here and not copied."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from struct import error as StructError
from threading import Lock
from typing import Any

from handrail.lib.refusal import Refusal

# Bytes of a file. A phone's photo has 2 to 12 million.
LARGEST = 20_000_000
# Points: what a phone's camera makes, and not what a small file can claim to unfold to. A JPEG is read at a half, a
# quarter or an eighth of its size where that is enough; of the others every point has to be held, four bytes each.
MOST_JPEG, MOST_OTHERS = 64_000_000, 24_000_000
# A photo has some ten passes of ever finer detail; a file made to keep a server busy has thousands.
MOST_PASSES = 32
# A large one takes a second or three and some 200 MB meanwhile: in one process they wait for each other.
_ONE_AT_A_TIME = Lock()
# Points along the longer side, of what is kept.
SIDE = 1600
QUALITY = 82
READ = ("JPEG", "PNG", "WEBP")
# What the decoders say of a file that is not what it says, besides OSError.
BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, EOFError,
    ZeroDivisionError, StructError,
)  # fmt: skip


class NotAPicture(Refusal):
    """No JPEG, PNG or WebP that can be read to its end."""


class TooLarge(Refusal):
    """More bytes or more points than a phone's photo has."""


@dataclass(frozen=True)
class Picture:
    """A JPEG as it is kept."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def picture(file: bytes) -> Picture:
    """Raises NotAPicture or TooLarge. Never trusts a name or a declared kind: it looks at the bytes."""
    # Slow to import, and most processes never meet a photo.
    from PIL import Image, UnidentifiedImageError

    if len(file) > LARGEST:
        raise TooLarge("photo")
    try:
        with _ONE_AT_A_TIME, Image.open(BytesIO(file), formats=READ) as opened:
            _check(opened, file)
            return _made_anew(opened)
    except Image.DecompressionBombError:
        raise TooLarge("photo") from None
    except (UnidentifiedImageError, *BROKEN):
        raise NotAPicture("photo") from None


def _check(opened: Any, file: bytes) -> None:
    """By what its head says, before a point of it is unfolded."""
    is_jpeg = opened.format in ("JPEG", "MPO")
    width, height = opened.size
    if width * height > (MOST_JPEG if is_jpeg else MOST_OTHERS):
        raise TooLarge("photo")
    if is_jpeg and file.count(b"\xff\xda") > MOST_PASSES:
        raise NotAPicture("photo")


def _made_anew(opened: Any) -> Picture:
    from PIL import Image, ImageOps

    # Told before it is read, a JPEG unfolds to no more than is needed.
    opened.draft("RGB", (SIDE, SIDE))
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    # On a new sheet: a picture brings along what its file said, and the sheet knows of nothing.
    sheet = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        sheet.paste(clear, mask=clear.getchannel("A"))
    else:
        sheet.paste(upright.convert("RGB"))
    kept = BytesIO()
    sheet.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(kept.getvalue(), *sheet.size)
