"""Photos for tests: with a place in them, on their side, and some that are none."""

from io import BytesIO
from typing import Any

from PIL import Image

# Where the harbour master's office is: it must not come through.
LATITUDE, LONGITUDE = (52.0, 22.0, 30.0), (4.0, 53.0, 42.0)


def a_photo(size: tuple[int, int] = (64, 48), *, kind: str = "JPEG", turned: int = 1, **more: Any) -> bytes:
    """A picture with a red left half, as a phone writes it: with its place, its device and which way is up."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Handy Phones", turned
    exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE})
    made = BytesIO()
    image.save(made, kind, exif=exif, **more)
    return made.getvalue()


def a_gif() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "GIF")
    return made.getvalue()
