"""A mail as bytes. Written here and not by the standard generator, which takes most of a message's time to fold
headers that need none; and the same, byte for byte, at each try."""

from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.header import Header

# RFC 5322: no line is longer.
LONGEST = 998


@dataclass(frozen=True)
class Enclosed:
    """A file that goes along. Its name is plain letters, without a quote."""

    kind: str
    name: str
    content: bytes


def mime(
    headers: Mapping[str, str], parts: Sequence[tuple[str, str]], *, boundary: str, enclosed: Enclosed | None = None
) -> bytes:
    """`parts` are types and their words, the plainest first; lines end with a line feed."""
    head = [*(_header(name, value) for name, value in headers.items()), "MIME-Version: 1.0"]
    words = _part(*parts[0]) if len(parts) == 1 else _several("alternative", [_part(*p) for p in parts], f"{boundary}=")
    if enclosed:
        words = _several("mixed", [words, _file(enclosed)], f"{boundary}+")
    return "\n".join([*head, words]).encode("ascii").replace(b"\n", b"\r\n")


def _several(how: str, parts: Sequence[str], boundary: str) -> str:
    within = "\n".join(f"--{boundary}\n{part}" for part in parts)
    return f'Content-Type: multipart/{how}; boundary="{boundary}"\n\n{within}\n--{boundary}--\n'


def _file(enclosed: Enclosed) -> str:
    kind, name = enclosed.kind, enclosed.name
    head = f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"'
    return f"{head}\nContent-Transfer-Encoding: base64\n\n{encodebytes(enclosed.content).decode('ascii')}"


def _header(name: str, value: str) -> str:
    """One line, or as many as its letters take once they are encoded. ValueError where it would begin another."""
    if any(letter < " " for letter in value):
        raise ValueError(name)
    # Only a subject is what somebody typed: in it, what looks encoded is not. A name in an address is encoded already.
    if value.isascii() and len(value) < 900 and (name != "Subject" or "=?" not in value):
        return f"{name}: {value}"
    return f"{name}: {Header(value, 'utf-8', header_name=name).encode()}"


def _part(kind: str, words: str) -> str:
    plain = words.isascii() and all(len(line) <= LONGEST for line in words.split("\n"))
    encoded = words if plain else b2a_qp(words.encode(), istext=True).decode("ascii")
    how = "7bit" if plain else "quoted-printable"
    return f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: {how}\n\n{encoded}'
