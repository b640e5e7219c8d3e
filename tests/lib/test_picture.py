"""A picture that somebody sends: upright, small, and nothing of it but what is to be seen."""

import os
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from handrail.lib.picture import LARGEST, SIDE, NotAPicture, TooLarge, picture
from handrail.lib.refusal import Refusal
from tests.photos import LATITUDE, a_gif, a_photo

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LAST_LINES = b"<script>alert(1)</script>PK\x03\x04<?php system($_GET[0]) ?>"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=["JPEG"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_whatever_it_was_it_is_a_jpeg_without_place_device_and_comment(kind: str) -> None:
    sent = a_photo((320, 240), kind=kind, comment=b"Secret place")
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)[2] == LATITUDE, "or the test would say nothing"
    kept = picture(sent)
    image = opened(kept.content)
    assert (image.format, image.size, kept.width, kept.height) == ("JPEG", (320, 240), 320, 240)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert not any(words in kept.content for words in (b"Exif", b"GPS", b"Handy", b"Secret", b"http://ns.adobe"))


@pytest.mark.parametrize(("turned", "left"), [(1, (254, 0, 0)), (3, (255, 255, 255)), (6, None), (8, None)])
def test_it_is_turned_upright(turned: int, left: tuple[int, int, int] | None) -> None:
    kept = picture(a_photo((64, 48), turned=turned))
    assert (kept.width, kept.height) == ((64, 48) if left else (48, 64))
    if left:
        seen = opened(kept.content).getpixel((4, 24))
        assert isinstance(seen, tuple)
        assert all(abs(a - b) < 12 for a, b in zip(seen, left, strict=True))


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (9000, 100), (1, 1)])
def test_it_is_no_larger_than_one_looks_at(size: tuple[int, int]) -> None:
    kept = picture(a_photo(size))
    assert max(kept.width, kept.height) <= SIDE
    assert kept.width / kept.height == pytest.approx(size[0] / size[1], rel=0.05)


def test_what_can_be_seen_through_lies_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")
    assert opened(picture(made.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_to_write_colours(mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (8, 8)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    assert picture(made.getvalue()).width == 8


def test_of_several_pictures_in_one_file_the_first() -> None:
    made = BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(made, "WEBP", save_all=True, append_images=[second], lossless=True)
    seen = opened(picture(made.getvalue()).content).getpixel((4, 4))
    assert isinstance(seen, tuple)
    assert seen[0] > 240


def test_what_hangs_behind_a_picture_does_not_come_along() -> None:
    kept = picture(a_photo() + LAST_LINES)
    assert not any(words in kept.content for words in (b"script", b"PK\x03\x04", b"php"))


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"photo", SVG, a_gif(), LAST_LINES + a_photo(), b"GIF89a" + a_photo(), b"\xff\xd8\xff" + os.urandom(900),
        a_photo()[:300], a_photo(kind="PNG")[:90], a_photo(kind="WEBP")[:60], b"%PDF-1.7 " + a_photo(),
        b"BM" + bytes(60), os.urandom(4000),
    ],
    ids=["nothing", "words", "svg", "gif", "program first", "gif head", "jpeg head", "half a jpeg", "half a png",
         "half a webp", "pdf", "bmp", "noise"],
)  # fmt: skip
def test_what_is_no_photo_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAPicture):
        picture(sent)


def png_head(width: int, height: int) -> bytes:
    """A PNG that claims to be so large, of a few bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_100, 20_000])
def test_a_small_file_that_unfolds_to_fifty_megapixels_is_refused_before_it_does(side: int) -> None:
    bomb = png_head(side, side)
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge):
        picture(bomb)


def test_a_file_beyond_all_measure_is_not_even_opened() -> None:
    with pytest.raises(TooLarge):
        picture(a_photo() + bytes(LARGEST))


def test_thousands_of_passes_are_no_photo() -> None:
    sent = a_photo((640, 480), progressive=True)
    start = sent.rindex(b"\xff\xda")
    with pytest.raises(NotAPicture):
        picture(sent[:start] + sent[start:-2] * 200 + b"\xff\xd9")


def test_half_bytes_changed_anywhere_end_in_a_picture_or_a_refusal() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = a_photo((40, 30), kind=kind)
        for place in range(0, len(whole), 7):
            broken = bytearray(whole)
            broken[place] ^= 0xFF
            try:
                assert picture(bytes(broken)).content.startswith(b"\xff\xd8")
            except Refusal:
                continue
