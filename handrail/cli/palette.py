"""A smaller PNG of the same picture: at most 256 colours, packed as well as zlib can. Chromium counts the colours."""

import base64
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The colours that are seen most are kept, and every other becomes the nearest of them.
COUNT = """async (encoded) => {
  const image = new Image();
  image.src = "data:image/png;base64," + encoded;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const seen = new Map();
  for (const pixel of pixels) seen.set(pixel, (seen.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = (a, b) => a.reduce((sum, part, i) => sum + (part - b[i]) ** 2, 0);
  const palette = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([pixel]) => parts(pixel));
  const nearest = new Map();
  for (const pixel of seen.keys()) {
    const ways = palette.map((colour) => far(colour, parts(pixel)));
    nearest.set(pixel, ways.indexOf(Math.min(...ways)));
  }
  const indices = Uint8Array.from(pixels, (pixel) => nearest.get(pixel));
  let text = "";
  for (let i = 0; i < indices.length; i += 32768) text += String.fromCharCode(...indices.subarray(i, i + 32768));
  return { width, height, palette: palette.flat(), indices: btoa(text) };
}"""


def smaller(png: bytes, *, blank: "Page") -> bytes:
    """The same picture in fewer bytes. `blank` is an empty page to count in."""
    found = blank.evaluate(COUNT, base64.b64encode(png).decode())
    width, height, indices = found["width"], found["height"], base64.b64decode(found["indices"])
    rows = b"".join(b"\0" + indices[start : start + width] for start in range(0, width * height, width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, content) for kind, content in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
