"""bin/handrail: answers on standard output, everything else beside it, and never a question."""

from pathlib import Path

from tests.commands.conftest import Handrail


def test_help_names_every_command_and_exit_code_without_touching_anything(new_handrail: Handrail) -> None:
    run = new_handrail("bin/handrail", "--help")
    assert run.returncode == 0
    assert not run.stderr
    for word in ("serve", "work", "verify", "doctor", "sign-in-link", "Exit codes"):
        assert word in run.stdout
    assert not Path(new_handrail.environment["HANDRAIL_DATA"]).exists()


def test_it_prepares_the_database_beside_its_answer(new_handrail: Handrail) -> None:
    first, second = new_handrail("bin/handrail", "verify"), new_handrail("bin/handrail", "verify")
    assert first.stdout == second.stdout == "0 entries, 0 differences\n"
    assert first.returncode == second.returncode == 0
    assert "Preparing the database" in first.stderr
    assert "Preparing the database" not in second.stderr


def test_it_works_from_any_folder(handrail: Handrail, tmp_path: Path) -> None:
    (tmp_path / "handrail").mkdir()
    (tmp_path / "handrail" / "__init__.py").write_text("raise SystemExit('not this one')")
    assert handrail("bin/handrail", "verify", cwd=tmp_path).returncode == 0


def test_a_command_that_does_not_exist_is_wrong_usage(handrail: Handrail) -> None:
    run = handrail("bin/handrail", "sevre")
    assert (run.returncode, run.stdout) == (2, "")


def test_a_database_server_that_is_away_is_one_line(handrail: Handrail) -> None:
    for command in (["verify"], ["sign-in-link", "ann@example.org"]):
        run = handrail("bin/handrail", *command, DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
        assert (run.returncode, run.stdout) == (3, "")
        (line,) = run.stderr.splitlines()
        assert "start the PostgreSQL server, or correct DATABASE_URL" in line


def test_settings_that_cannot_be_read_are_named(handrail: Handrail) -> None:
    wrong = {"PORT": "eighty", "HANDRAIL_URL": "coach.example", "DATABASE_URL": "mysql://x/y", "HANDRAIL_WORKERS": "0"}
    for name, value in wrong.items():
        run = handrail("bin/handrail", "verify", cwd=None, **{name: value})
        assert (run.returncode, run.stdout) == (3, "")
        (line,) = run.stderr.splitlines()
        assert name in line


def test_a_link_for_somebody_unknown_says_what_to_do(handrail: Handrail) -> None:
    run = handrail("bin/handrail", "sign-in-link", "nobody@example.org")
    assert (run.returncode, run.stdout) == (3, "")
    assert "invite them first" in run.stderr


def test_an_address_that_is_none_is_wrong_usage(handrail: Handrail) -> None:
    assert handrail("bin/handrail", "sign-in-link", "no address").returncode == 2
