"""A server abroad: real https on loopback, with a certificate made here, that answers as it is told to."""

import datetime
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from handrail.lib.fetching import Limits

CALENDAR = "text/calendar; charset=utf-8"
Answer = Callable[["Talk"], None]


class Talk(BaseHTTPRequestHandler):
    """One request. `give` answers it; what was asked is kept by the server."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.abroad.asked.append((self.path, {name.casefold(): value for name, value in self.headers.items()}))
        self.close_connection = True
        try:
            self.server.abroad.answer(self)
        except OSError:
            # Whoever asked has heard enough.
            self.close_connection = True

    def give(self, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": CALENDAR, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_for_ever(self, piece: bytes, *, every: float = 0, **headers: str) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        while True:
            self.wfile.write(piece)
            time.sleep(every)

    def log_message(self, format: str, *args: Any) -> None:
        """Quietly."""


class Server(ThreadingHTTPServer):
    abroad: "Abroad"
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor that leaves in the middle is what these tests are about."""


@dataclass
class Abroad:
    port: int
    trusted: ssl.SSLContext
    answer: Answer = lambda talk: talk.give(b"")
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/secret/basic.ics", *, host: str = "localhost") -> str:
        return f"https://{host}:{self.port}{path}"

    def limits(self, **other: Any) -> Limits:
        """As ever, but for loopback and this certificate."""
        return Limits(**{"allowed": is_loopback, "context": self.trusted, "most_seconds": 5.0, **other})


def is_loopback(address: str) -> bool:
    return ip_address(address).is_loopback


@pytest.fixture
def abroad(tmp_path: Path) -> Iterator[Abroad]:
    certificate = _certificate(tmp_path, "localhost", "calendar.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(("127.0.0.1", 0), Talk)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.abroad = Abroad(server.server_port, ssl.create_default_context(cafile=str(certificate)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.abroad
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What some names mean, answer after answer; the last one stays. All others are asked of the world."""
    told: dict[str, list[list[str]]] = {}
    asked_of_the_world = socket.getaddrinfo

    def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in told:
            return asked_of_the_world(host, port, *args, **kwargs)
        answers = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
        return [each for one in answers for each in asked_of_the_world(one, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return told


def _certificate(folder: Path, *names: str) -> Path:
    """Key and certificate in one file. Valid over the years that tests play in."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    since = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + datetime.timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
