"""Fetching something from an address that somebody gave us: over TLS, from public machines, bounded in size and time.

The machine that was checked is the one that is talked to: a name is looked up once, and the connection goes to the
address found, while the certificate still has to be that of the name.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from handrail.lib.public_address import is_public

MOST_BYTES = 5_000_000
# For all of it, redirects included.
MOST_SECONDS = 30.0
MOST_REDIRECTS = 4
CHUNK = 65_536
LONGEST_URL = 2_000
MOVED = frozenset({301, 302, 303, 307, 308})


class Why(Enum):
    """Why nothing was fetched."""

    NOT_AN_ADDRESS = "not_an_address"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    GONE = "gone"
    REFUSED = "refused"
    ASTRAY = "astray"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"


STATUSES = {401: Why.REFUSED, 403: Why.REFUSED, 404: Why.GONE, 410: Why.GONE}


class CannotFetch(Exception):
    """Carries no address: those are secrets."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Answer:
    """`body` is None where the server says that nothing has changed since."""

    body: bytes | None
    etag: str = ""
    changed: str = ""


@dataclass(frozen=True)
class Limits:
    """Tests stand their servers on loopback, with a certificate of their own; nobody else passes other ones."""

    allowed: Callable[[str], bool] = is_public
    context: ssl.SSLContext | None = None
    most_bytes: int = MOST_BYTES
    most_seconds: float = MOST_SECONDS


def secure_url(written: str) -> str:
    """The address as we go to it; webcal is https by another name. Raises CannotFetch where it is none."""
    url = written.strip()
    scheme, _, rest = url.partition("://")
    if scheme.casefold() in ("webcal", "webcals"):
        url = f"https://{rest}"
    _split(url)
    return url


def fetch(url: str, *, etag: str = "", changed: str = "", limits: Limits | None = None) -> Answer:
    """Raises CannotFetch."""
    limits = limits or Limits()
    deadline = time.monotonic() + limits.most_seconds
    try:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(url, etag=etag, changed=changed, limits=limits, deadline=deadline)
            if isinstance(answer, Answer):
                return answer
            url = answer
    except ssl.SSLCertVerificationError:
        raise CannotFetch(Why.CERTIFICATE) from None
    except TimeoutError:
        raise CannotFetch(Why.TOO_SLOW) from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error):
        raise CannotFetch(Why.UNREACHABLE) from None
    raise CannotFetch(Why.ASTRAY)


def _split(url: str) -> SplitResult:
    """Only what cannot be read in two ways: by us one way, and by whoever resolves it another."""
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise CannotFetch(Why.NOT_AN_ADDRESS) from None
    is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url and len(url) <= LONGEST_URL
    if parts.scheme != "https" or not parts.hostname or not port_is_fine or "@" in parts.netloc or not is_plain:
        raise CannotFetch(Why.NOT_AN_ADDRESS)
    return parts


def _ask(url: str, *, etag: str, changed: str, limits: Limits, deadline: float) -> Answer | str:
    """The answer, or where it is said to be."""
    parts = _split(url)
    with _connected(parts, limits=limits, deadline=deadline) as line:
        line.settimeout(_left(deadline))
        line.sendall(_request(parts, etag=etag, changed=changed))
        response = http.client.HTTPResponse(cast(socket.socket, _Timed(line, deadline)), method="GET")
        response.begin()
        if response.status in MOVED:
            return urljoin(url, response.getheader("Location") or "")
        if response.status == 304 and (etag or changed):
            return Answer(None, etag, changed)
        if response.status != 200:
            raise CannotFetch(STATUSES.get(response.status, Why.UNREACHABLE))
        body = b"".join(_body(response, most=limits.most_bytes))
        return Answer(body, _kept(response, "ETag"), _kept(response, "Last-Modified"))


def _connected(parts: SplitResult, *, limits: Limits, deadline: float) -> ssl.SSLSocket:
    host, port = parts.hostname or "", parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    # A name that leads outside and inside leads inside.
    if not addresses or not all(limits.allowed(address) for address in addresses):
        raise CannotFetch(Why.NOT_AN_ADDRESS)
    context = limits.context or ssl.create_default_context()
    for number, address in enumerate(addresses):
        try:
            line = socket.create_connection((address, port), timeout=_left(deadline) / (len(addresses) - number))
            break
        except OSError:
            if number == len(addresses) - 1:
                raise
    try:
        line.settimeout(_left(deadline))
        return context.wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def _request(parts: SplitResult, *, etag: str, changed: str) -> bytes:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "User-Agent: Handrail", "Accept: text/calendar, */*;q=0.1",
        "Accept-Encoding: gzip", "Connection: close",
    ]  # fmt: skip
    lines += [f"If-None-Match: {etag}"] if etag else []
    lines += [f"If-Modified-Since: {changed}"] if changed else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _body(response: http.client.HTTPResponse, *, most: int) -> Iterator[bytes]:
    """Never more than `most`, packed or unpacked."""
    unpack = _unpacker((response.getheader("Content-Encoding") or "").strip().casefold())
    size = 0
    while chunk := response.read(CHUNK):
        while chunk:
            piece, chunk = unpack(chunk)
            size += len(piece)
            if size > most:
                raise CannotFetch(Why.TOO_LARGE)
            yield piece


def _unpacker(encoding: str) -> Callable[[bytes], tuple[bytes, bytes]]:
    """From packed bytes to some unpacked ones and the packed ones that are left. A small file may hold gigabytes."""
    if encoding in ("", "identity"):
        return lambda chunk: (chunk, b"")
    if encoding not in ("gzip", "x-gzip"):
        raise CannotFetch(Why.UNREACHABLE)
    packed = zlib.decompressobj(wbits=31)

    def unpack(chunk: bytes) -> tuple[bytes, bytes]:
        piece = packed.decompress(chunk, CHUNK)
        return piece, b"" if packed.eof else packed.unconsumed_tail

    return unpack


def _kept(response: http.client.HTTPResponse, name: str) -> str:
    """Only what can be sent back as it is."""
    value = response.getheader(name) or ""
    return value if value.isascii() and value.isprintable() and len(value) <= 100 else ""


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Timed:
    """What http.client reads from instead of a socket: every read has only the time that is left for all of it."""

    def __init__(self, line: ssl.SSLSocket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def makefile(self, *args: Any, **kwargs: Any) -> Any:
        return io.BufferedReader(_TimedReader(self._line, self._deadline), CHUNK)


class _TimedReader(io.RawIOBase):
    def __init__(self, line: ssl.SSLSocket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)
