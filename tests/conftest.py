"""What every test may ask for."""

import pytest
from django.conf import settings

pytest_plugins = [
    "tests.abroad",
    "tests.clock",
    "tests.cast",
    "tests.emptying",
    "tests.other_process",
    "tests.plain_static",
    "tests.post",
]


def pytest_configure(config: pytest.Config) -> None:
    """Keep the test database in memory with pytest-xdist too.

    Only of Django's own SQLite backend does pytest-django know that it needs no file of its own for each worker.
    """
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
