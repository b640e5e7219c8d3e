"""Stylesheets under their own names: hashed names exist only where files were collected, which few tests need."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True, scope="session")
def plain_static() -> Iterator[None]:
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN}):
        yield
