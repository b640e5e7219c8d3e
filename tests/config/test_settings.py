"""What the environment makes of the settings, each read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ASK = """
import json, sys
from handrail.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def read(data: Path, *names: str, **environment: str) -> dict[str, Any]:
    here = {"PATH": os.environ["PATH"], "HANDRAIL_DATA": str(data), **environment}
    run = subprocess.run([sys.executable, "-c", ASK, *names], env=here, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_without_any_variable_it_is_a_private_handrail_on_this_machine(tmp_path: Path) -> None:
    found = read(
        tmp_path, "HANDRAIL_URL", "HOST", "DEBUG", "HANDRAIL_SMTP", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"
    )
    assert list(found.values()) == ["http://127.0.0.1:8000", "127.0.0.1", False, "", False, None]


def test_an_https_address_keeps_cookies_to_tls(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS")
    found = read(tmp_path, *names, HANDRAIL_URL="https://coach.example/")
    assert list(found.values()) == [True, True, 30 * 24 * 60 * 60, ["https://coach.example"]]


def test_it_answers_to_its_own_name_and_to_the_machine_s(tmp_path: Path) -> None:
    found = read(tmp_path, "ALLOWED_HOSTS", HANDRAIL_URL="https://coach.example", HOST="0.0.0.0")
    assert set(found["ALLOWED_HOSTS"]) == {"coach.example", "127.0.0.1", "localhost", "[::1]"}


def test_nothing_inline_and_nothing_from_elsewhere_runs(tmp_path: Path) -> None:
    policy = read(tmp_path, "CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'self'"]
    assert "unsafe" not in json.dumps(policy)


def test_postgresql_is_reached_through_a_pool(tmp_path: Path) -> None:
    found = read(tmp_path, "DATABASES", DATABASE_URL="postgresql://ann@db.example/handrail")["DATABASES"]["default"]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert found["OPTIONS"]["pool"]["max_size"] == 10
