"""The mail server that takes our mail on."""

from dataclasses import dataclass
from smtplib import SMTP, SMTP_SSL
from ssl import create_default_context
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail.utils import DNS_NAME

TIMEOUT = 20  # seconds, for each exchange with the server
PORTS = {"": 25, "starttls": 587, "ssl": 465}


class Unreachable(Exception):
    """No server to hand mail to: it does not answer, or does not let us in. Names the server, never a password."""


class BadServer(ValueError):
    """The mail server is not set as smtp://user:password@host:port?tls=starttls."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed in, read from one address: smtp://user:password@host:port?tls=starttls|ssl"""

    host: str
    port: int
    tls: str
    user: str
    password: str

    @classmethod
    def at(cls, url: str) -> "Server":
        """The parts of the address. BadServer says what is wrong with it."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as wrong:
            raise BadServer("its host or its port is not one") from wrong
        asked = parse_qs(parts.query, keep_blank_values=True)
        tls = asked.pop("tls", [""])[-1]
        if parts.scheme != "smtp" or not parts.hostname or parts.path.strip("/"):
            raise BadServer("it has to look like smtp://user:password@host:port")
        if tls not in PORTS or asked:
            raise BadServer("after the ? only tls=starttls or tls=ssl is known")
        return cls(
            parts.hostname, port or PORTS[tls], tls, unquote(parts.username or ""), unquote(parts.password or "")
        )

    def __repr__(self) -> str:
        return f"{self.host}:{self.port}"

    def dial(self) -> SMTP:
        name = DNS_NAME.get_fqdn()
        if self.tls == "ssl":
            smtp: SMTP = SMTP_SSL(self.host, self.port, name, timeout=TIMEOUT, context=create_default_context())
        else:
            smtp = SMTP(self.host, self.port, name, timeout=TIMEOUT)
        try:
            if self.tls == "starttls":
                smtp.starttls(context=create_default_context())
            if self.user:
                smtp.login(self.user, self.password)
        except BaseException:
            smtp.close()
            raise
        return smtp
