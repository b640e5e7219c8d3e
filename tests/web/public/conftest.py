import pytest
from django.test import Client


@pytest.fixture
def device() -> Client:
    """A browser that knows nobody."""
    return Client()
