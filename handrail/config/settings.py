"""Every setting, in one file, from the environment. docs/config.md says what each variable is for.

Nothing has to be set: without any variable this is a private Handrail on this machine.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field

from handrail.lib.database_url import postgresql
from handrail.lib.secret import kept_secret
from handrail.signals.limits import Limits

# Lets a field say what it holds, as the type checker wants to read it: TextField[str, str]. Querysets can already.
setattr(Field, "__class_getitem__", classmethod(lambda cls, held: cls))

PACKAGE = Path(__file__).resolve().parent.parent


def _number(variable: str, *, default: int, most: int) -> int:
    written = os.environ.get(variable) or str(default)
    if not (written.isascii() and written.isdecimal() and 0 < int(written) <= most):
        raise ImproperlyConfigured(f"{variable} is {written!r}: give a number from 1 to {most}")
    return int(written)


# --- Where we are -----------------------------------------------------------------------------------------------------

HANDRAIL_DATA = Path(os.environ.get("HANDRAIL_DATA") or PACKAGE.parent / "var").absolute()
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = _number("PORT", default=8000, most=65535)

# Links in mail are absolute, and mail is written by a process that has never seen a request: the address must be told.
# A server that listens everywhere still has one name; by default the one that surely works, on the machine itself.
_name = "127.0.0.1" if HOST in ("0.0.0.0", "::") else f"[{HOST}]" if ":" in HOST else HOST
HANDRAIL_URL = (os.environ.get("HANDRAIL_URL") or f"http://{_name}:{PORT}").rstrip("/")
_url = urlsplit(HANDRAIL_URL)
if _url.scheme not in ("http", "https") or not _url.hostname or _url.path or _url.query:
    raise ImproperlyConfigured(f"HANDRAIL_URL is {HANDRAIL_URL!r}: give the public address, like https://coach.example")
_https = _url.scheme == "https"

HANDRAIL_SMTP = os.environ.get("HANDRAIL_SMTP") or ""
HANDRAIL_FROM = os.environ.get("HANDRAIL_FROM") or f"Handrail <handrail@{_url.hostname}>"
HANDRAIL_REPLY_TO = os.environ.get("HANDRAIL_REPLY_TO") or ""
HANDRAIL_IMAP = os.environ.get("HANDRAIL_IMAP") or ""
HANDRAIL_MAIL_HOOK = os.environ.get("HANDRAIL_MAIL_HOOK") or ""
HANDRAIL_WORKERS = _number("HANDRAIL_WORKERS", default=1, most=64)
try:
    HANDRAIL_SIGNALS = Limits.said(os.environ.get("HANDRAIL_SIGNALS") or "")
except ValueError as error:
    raise ImproperlyConfigured(f"HANDRAIL_SIGNALS cannot be read: {error}") from None
HANDRAIL_WEEK_MINUTES = _number("HANDRAIL_WEEK_MINUTES", default=15, most=600)

# --- Keeping secrets and strangers out --------------------------------------------------------------------------------

# Never on: a debug page shows the words people wrote.
DEBUG = False
try:
    SECRET_KEY = kept_secret(HANDRAIL_DATA / "secret-key")
except OSError as error:
    raise ImproperlyConfigured(
        f"cannot write in {HANDRAIL_DATA} ({error.strerror}): make it writable, or name another folder in HANDRAIL_DATA"
    ) from None

ALLOWED_HOSTS = list({_url.hostname, _name, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [HANDRAIL_URL]
CSRF_COOKIE_NAME = "handrail_csrf"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _https:
    # TLS ends at a proxy in front; it has to set this header itself, whatever the visitor sent (docs/config.md).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60

# Nothing inline, nothing from elsewhere: text that slips through the escaping still cannot run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# A device is remembered for 90 days from its last visit; handrail.web.remember moves the date on, once a day.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "handrail_session"
SESSION_COOKIE_AGE = 90 * 24 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- The parts --------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "lucide",
    "handrail.outbox",
    "handrail.ledger",
    "handrail.practice",
    "handrail.trajectory",
    "handrail.reminders",
    "handrail.export",
    "handrail.web",
]
AUTH_USER_MODEL = "practice.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "handrail.config.urls"
WSGI_APPLICATION = "handrail.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before everything that costs something: a stylesheet needs no session.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page is a quarter of its size so. Django pads each at random and masks its tokens: lengths say nothing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "handrail.web.remember.RememberMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "handrail.web.who.WhoMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "handrail.web.device.DeviceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "handrail.web.shell.shell",
            ]
        },
    }
]

# --- Where rows live --------------------------------------------------------------------------------------------------

_sqlite = {
    "ENGINE": "handrail.lib.sqlite",
    "NAME": HANDRAIL_DATA / "handrail.sqlite3",
    # Opening a connection costs as much as a page; each thread keeps its own.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # A transaction that reads first and writes later fails under load unless it says so at its start.
        "transaction_mode": "IMMEDIATE",
        # What we have called recorded survives a power cut (docs/decisions/sqlite.md): FULL, not NORMAL.
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        # Seconds. Only strangers to our queue (a backup, the sqlite3 shell) ever make a writer wait here.
        "timeout": 20,
    },
}


def _database(url: str) -> dict[str, Any]:
    if not url:
        return _sqlite
    try:
        database = postgresql(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    # By this name a restore sees that somebody still works on the database.
    database["OPTIONS"].setdefault("application_name", "handrail")
    # The pool keeps connections for us, and mends them after the server was restarted.
    database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 10, "timeout": 10}
    return database


DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or "")}

# --- Words and days ---------------------------------------------------------------------------------------------------

# Instants are kept in UTC; every page is shown in the zone of the person who looks at it.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]

# --- Stylesheets, scripts and fonts -----------------------------------------------------------------------------------

# Collected at start (handrail/cli/ready.py) into names that carry a hash of the content, so that browsers keep them
# for ever and a new release is seen at once.
STATIC_URL = "/static/"
STATIC_ROOT = HANDRAIL_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "handrail.web.fold.FoldedStorage"},
}
# The unhashed twin of each file is never asked for.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- What is written to the log ---------------------------------------------------------------------------------------

# The log goes to standard error and never holds what people wrote: see handrail/lib/log.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"wordless": {"()": "handrail.lib.log.WordlessFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "wordless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "handrail": {"level": "INFO"},
        # Its warnings are people's typing errors in addresses, and addresses hold sign-in tokens.
        "django.request": {"level": "ERROR"},
        # It names numbers and passwords; of what it says a code is kept with the attempt.
        "apprise": {"handlers": [], "propagate": False},
        # Django gives this one a handler of its own, which mails tracebacks.
        "django": {"handlers": [], "level": "WARNING"},
    },
}
