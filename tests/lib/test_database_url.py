"""A database address as hosts hand it out."""

import pytest

from handrail.lib.database_url import postgresql


def test_every_part_is_read_and_unquoted() -> None:
    read = postgresql("postgresql://ann%40home:p%2Fw@db.example:6432/hand%20rail?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("ann@home", "p/w", "db.example", "6432")
    assert (read["NAME"], read["OPTIONS"]) == ("hand rail", {"sslmode": "require"})


def test_a_socket_stands_in_the_query() -> None:
    read = postgresql("postgres:///handrail?host=/run/postgresql&user=ann")
    assert (read["HOST"], read["USER"], read["OPTIONS"]) == ("/run/postgresql", "ann", {})


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgresql://host", "postgresql://host/", "handrail", "postgresql://h:x/n"]
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"expected|Port"):
        postgresql(url)
