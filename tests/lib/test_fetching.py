"""Fetching from somebody's address: what was checked is what is talked to, and it ends."""

import gzip
import socket
import threading
import time

import pytest

from handrail.lib.fetching import CannotFetch, Limits, Why, fetch, secure_url
from tests.abroad import Abroad, Talk

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def why(url: str, limits: Limits | None = None) -> Why:
    with pytest.raises(CannotFetch) as refused:
        fetch(url, limits=limits)
    assert "secret" not in str(refused.value)
    return refused.value.why


def test_what_stands_there_comes(abroad: Abroad) -> None:
    abroad.answer = lambda talk: talk.give(BODY, ETag='"one"', Last_Modified="Mon, 02 Mar 2026 09:00:00 GMT")
    answer = fetch(abroad.url("/secret/basic.ics?x=1"), limits=abroad.limits())
    assert (answer.body, answer.etag) == (BODY, '"one"')
    path, headers = abroad.asked[0]
    assert (path, headers["host"]) == ("/secret/basic.ics?x=1", f"localhost:{abroad.port}")


def test_what_has_not_changed_is_not_sent_again(abroad: Abroad) -> None:
    abroad.answer = lambda talk: talk.give(status=304)
    answer = fetch(abroad.url(), etag='"one"', changed="Mon, 02 Mar 2026 09:00:00 GMT", limits=abroad.limits())
    assert answer.body is None
    assert abroad.asked[0][1]["if-none-match"] == '"one"'
    assert abroad.asked[0][1]["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert why(abroad.url(), abroad.limits()) == Why.UNREACHABLE


def test_packed_is_unpacked(abroad: Abroad) -> None:
    abroad.answer = lambda talk: talk.give(gzip.compress(BODY), Content_Encoding="gzip")
    assert fetch(abroad.url(), limits=abroad.limits()).body == BODY


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, Why.REFUSED),
        (403, Why.REFUSED),
        (404, Why.GONE),
        (410, Why.GONE),
        (500, Why.UNREACHABLE),
        (204, Why.UNREACHABLE),
    ],
)
def test_a_refusal_is_told_by_its_kind(abroad: Abroad, status: int, expected: Why) -> None:
    abroad.answer = lambda talk: talk.give(status=status)
    assert why(abroad.url(), abroad.limits()) == expected


def test_it_follows_a_few_times_and_no_further(abroad: Abroad) -> None:
    def onward(talk: Talk) -> None:
        step = int(talk.path.rpartition("/")[2])
        talk.give(BODY) if step == 0 else talk.give(status=302, Location=f"/secret/{step - 1}")

    abroad.answer = onward
    assert fetch(abroad.url("/secret/4"), limits=abroad.limits()).body == BODY
    assert why(abroad.url("/secret/5"), abroad.limits()) == Why.ASTRAY


@pytest.mark.parametrize(
    "to", ["http://localhost/x", "ftp://localhost/x", "file:///etc/passwd", "https://u@localhost/x", "//", ""]
)
def test_it_follows_to_no_other_kind_of_address(abroad: Abroad, to: str) -> None:
    abroad.answer = lambda talk: talk.give(status=301, Location=to)
    assert why(abroad.url(), abroad.limits()) in (Why.NOT_AN_ADDRESS, Why.ASTRAY)


def test_it_follows_to_no_inner_address(abroad: Abroad, names: dict[str, list[list[str]]]) -> None:
    names["outside.example"] = [["127.0.0.1"]]
    names["inside.example"] = [["127.0.0.2"]]
    abroad.answer = lambda talk: talk.give(status=302, Location=f"https://inside.example:{abroad.port}/x")
    limits = abroad.limits(allowed=lambda address: address == "127.0.0.1")
    assert why(abroad.url(), limits) == Why.NOT_AN_ADDRESS
    assert len(abroad.asked) == 1


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_nobody_else_reaches_this_machine(abroad: Abroad, host: str) -> None:
    limits = Limits(context=abroad.trusted)
    assert why(abroad.url(host=host), limits) in (Why.NOT_AN_ADDRESS, Why.UNREACHABLE)
    assert abroad.asked == []


def test_a_name_that_means_another_machine_the_second_time_is_asked_once(
    abroad: Abroad, names: dict[str, list[list[str]]]
) -> None:
    names["calendar.example"] = [["127.0.0.1"], ["127.0.0.9"]]
    abroad.answer = lambda talk: talk.give(BODY)
    limits = abroad.limits(allowed=lambda address: address == "127.0.0.1")
    assert fetch(abroad.url(host="calendar.example"), limits=limits).body == BODY
    assert names["calendar.example"] == [["127.0.0.9"]]
    assert why(abroad.url(host="calendar.example"), limits) == Why.NOT_AN_ADDRESS


def test_a_name_that_means_this_machine_as_well_is_refused(abroad: Abroad, names: dict[str, list[list[str]]]) -> None:
    names["calendar.example"] = [["127.0.0.1", "127.0.0.9"]]
    limits = abroad.limits(allowed=lambda address: address == "127.0.0.1")
    assert why(abroad.url(host="calendar.example"), limits) == Why.NOT_AN_ADDRESS


def test_the_certificate_has_to_be_that_of_the_name(abroad: Abroad, names: dict[str, list[list[str]]]) -> None:
    names["another.example"] = [["127.0.0.1"]]
    assert why(abroad.url(host="another.example"), abroad.limits()) == Why.CERTIFICATE
    assert why(abroad.url(), abroad.limits(context=None)) == Why.CERTIFICATE


def test_an_endless_answer_ends(abroad: Abroad) -> None:
    abroad.answer = lambda talk: talk.give_for_ever(b"x" * 65_536)
    assert why(abroad.url(), abroad.limits(most_bytes=1_000_000)) == Why.TOO_LARGE


def test_a_small_answer_that_unpacks_without_end_ends(abroad: Abroad) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    abroad.answer = lambda talk: talk.give(bomb, Content_Encoding="gzip")
    assert len(bomb) < 100_000
    assert why(abroad.url(), abroad.limits()) == Why.TOO_LARGE


@pytest.mark.parametrize("where", ["body", "head", "packed"])
def test_a_slow_drip_ends_in_time(abroad: Abroad, where: str) -> None:
    def drip(talk: Talk) -> None:
        if where == "body":
            talk.give_for_ever(b"x", every=0.05)
        elif where == "packed":
            talk.give_for_ever(b"", every=0.05, Content_Encoding="gzip")
        else:
            while True:
                talk.wfile.write(b"H")
                time.sleep(0.05)

    abroad.answer = drip
    began = time.monotonic()
    assert why(abroad.url(), abroad.limits(most_seconds=0.6)) == Why.TOO_SLOW
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_at_all_is_left(abroad: Abroad) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        took: list[socket.socket] = []
        thread = threading.Thread(target=lambda: took.append(silent.accept()[0]), daemon=True)
        thread.start()
        began = time.monotonic()
        url = f"https://localhost:{silent.getsockname()[1]}/"
        assert why(url, abroad.limits(most_seconds=0.5)) == Why.TOO_SLOW
        assert time.monotonic() - began < 2
        thread.join(2)
        for line in took:
            line.close()


def test_nobody_there_is_unreachable(abroad: Abroad) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    assert why(f"https://localhost:{port}/", abroad.limits()) == Why.UNREACHABLE
    assert why("https://there-is-no-such-name.invalid/", abroad.limits()) == Why.UNREACHABLE


@pytest.mark.parametrize(
    "written", ["webcal://cal.example/a.ics", " WEBCALS://cal.example/a.ics ", "https://cal.example/a.ics"]
)
def test_webcal_is_https_by_another_name(written: str) -> None:
    assert secure_url(written) == "https://cal.example/a.ics"


NO_ADDRESSES = (
    "", "cal.example/a.ics", "http://cal.example/", "ftp://cal.example/", "https://", "https:///a",
    "file:///etc/passwd", "https://user:word@cal.example/", "https://cal.example/\r\nX: y",
    "https://cal.example\\@inside/", "https://cal.example:0/", "https://cal.example:99999/", "https://cäl.example/",
    "https://cal.example/" + "x" * 2_000, "https://[::1/", "javascript:x",
)  # fmt: skip


@pytest.mark.parametrize("written", NO_ADDRESSES)
def test_anything_else_is_no_address(written: str) -> None:
    with pytest.raises(CannotFetch) as refused:
        secure_url(written)
    assert refused.value.why == Why.NOT_AN_ADDRESS
