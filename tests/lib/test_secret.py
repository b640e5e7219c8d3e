"""A secret made once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handrail.lib.secret import kept_secret


def test_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    secret = kept_secret(path)
    assert len(secret) > 50
    assert kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_who_comes_at_once_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        first, second = (pool.submit(kept_secret, tmp_path / "key") for pool in (one, other))
        assert first.result() == second.result()
