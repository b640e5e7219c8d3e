"""A mail as bytes. Written here and not by the standard generator, which takes most of a message's time to fold
headers that need none; and the same, byte for byte, at each try."""

from binascii import b2a_qp
from collections.abc import Mapping, Sequence
from email.header import Header

# RFC 5322: no line is longer.
LONGEST = 998


def mime(headers: Mapping[str, str], parts: Sequence[tuple[str, str]], *, boundary: str) -> bytes:
    """`parts` are types and their words, the plainest first; lines end with a line feed."""
    head = [*(_header(name, value) for name, value in headers.items()), "MIME-Version: 1.0"]
    if len(parts) == 1:
        lines = [*head, _part(*parts[0])]
    else:
        lines = [*head, f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
        lines += [f"--{boundary}\n{_part(*part)}" for part in parts]
        lines.append(f"--{boundary}--\n")
    return "\n".join(lines).encode("ascii").replace(b"\n", b"\r\n")


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
