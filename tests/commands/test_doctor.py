"""bin/handrail doctor: one line for each thing Handrail stands on."""

from tests.commands.conftest import Handrail


def test_everything_seen_is_one_line_and_the_rest_has_a_mend(handrail: Handrail) -> None:
    handrail("bin/handrail", "verify")
    run = handrail("bin/handrail", "doctor")
    lines = run.stdout.splitlines()
    assert not run.stderr
    assert {line[:5] for line in lines} <= {"ok   ", "mend "}
    assert run.returncode == 1
    assert [line for line in lines if line.startswith("mend")] == [
        "mend mail waits in the outbox, no server is set: set HANDRAIL_SMTP=smtp://user:password@host:587"
    ]


def test_a_database_that_is_away_does_not_end_the_examination(handrail: Handrail) -> None:
    run = handrail("bin/handrail", "doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
    assert run.returncode == 1
    assert "mend database" in run.stdout
    assert "ok   clock" in run.stdout


def test_a_mail_server_that_does_not_answer_is_seen_without_its_password(handrail: Handrail) -> None:
    run = handrail("bin/handrail", "doctor", HANDRAIL_SMTP="smtp://ann:secret-word@127.0.0.1:9")
    assert "mend mail server" in run.stdout
    assert "secret-word" not in run.stdout + run.stderr


def test_an_address_without_tls_is_named(handrail: Handrail) -> None:
    assert "is not encrypted" in handrail("bin/handrail", "doctor", HANDRAIL_URL="http://coach.example").stdout
