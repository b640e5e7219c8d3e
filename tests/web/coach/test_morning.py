"""Mara's start page: who comes today, who needs her, what waits; and what an open page takes in by itself."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.lib.memory import forget
from handrail.practice.person import Person
from handrail.signals import own
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.web.coach.reaching import Ways
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.coach.test_clients import busy

Phone = Callable[[Person], Client]
MORNING = reverse("coach:morning")
CLIENTS = reverse("coach:clients")


def seen(device: Client, path: str = MORNING) -> str:
    answer = device.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def marks(device: Client) -> list[str]:
    return re.findall(r'name="has" value="([^"]+)"', device.get(MORNING).content.decode())


@pytest.fixture
def quiet(mara: Person, walk: Trajectory, clock: Clock) -> Trajectory:
    """Nothing from either side for a month."""
    Session.note_afterwards(walk, by=mara, at=now(), starts_at=now()).close(by=mara, at=now(), next_step="none")
    clock.go(days=30)
    return walk


def test_who_comes_today_stands_first_with_what_there_is_to_prepare(
    phone: Phone, mara: Person, first_session: Session, clock: Clock
) -> None:
    clock.to(first_session.starts_at - timedelta(hours=1))
    answer = phone(mara).get(MORNING).content.decode()
    assert reverse("coach:preparation", args=[first_session.pk]) in answer
    assert "Session 1" in answer


def test_somebody_who_fell_silent_is_named_with_what_shows_it_and_what_to_try(
    phone: Phone, mara: Person, quiet: Trajectory
) -> None:
    page = seen(phone(mara))
    assert "Who needs you Jonas Lind" in page
    assert "Nothing from either of you for 30 days." in page
    assert "Reach out with a few warm words." in page


def test_from_seeing_to_sent_it_is_two_clicks(phone: Phone, mara: Person, jonas: Person, quiet: Trajectory) -> None:
    device = phone(mara)
    write = re.search(r'href="([^"]+/words\?[^"]+)"', device.get(MORNING).content.decode())
    assert write
    page = device.get(write[1].replace("&amp;", "&"))
    fields = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    given = {name: value for name, value in fields.items() if value is not None} | {"key": "one", "back": MORNING}
    answer = device.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], given)
    assert answer["Location"] == MORNING
    assert "Nothing from either of you" not in seen(device)


def test_a_session_whose_day_has_passed_is_asked_about_while_the_two_go_on(
    phone: Phone, mara: Person, first_session: Session, clock: Clock
) -> None:
    asked = "Say what became of the session with Jonas Lind"
    assert asked not in seen(phone(mara))
    clock.to(first_session.starts_at + timedelta(days=1))
    assert asked in seen(phone(mara))
    first_session.trajectory.end_early(by=mara, at=now())
    assert asked not in seen(phone(mara))


def test_of_many_reports_of_one_client_the_newest_waits(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    for _week in range(3):
        CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="So")
        clock.go(days=7)
    assert seen(phone(mara)).count("Jonas Lind wrote how the week was") == 1


def test_what_she_promised_is_ticked_where_it_stands(
    phone: Phone, mara: Person, walk: Trajectory, jonas: Person
) -> None:
    promise = Action.propose(walk, by=mara, at=now(), owner=mara, text="Send the article", due_on=mara.today(now()))
    device = phone(mara)
    assert "Send the article You told Jonas Lind" in seen(device)
    given = {"done": "on", "back": MORNING, "key": "one"}
    assert device.post(reverse("coach:completion", args=[promise.pk]), given)["Location"] == MORNING
    assert "You told Jonas Lind" not in seen(device)


def test_a_client_of_another_coach_is_no_part_of_her_morning(
    phone: Phone, tomas: Person, next_door: NextDoor, quiet: Trajectory
) -> None:
    assert "Jonas" not in seen(phone(tomas))


def test_what_is_kept_of_the_page_holds_no_token_and_no_key_of_the_look_before(
    phone: Phone, mara: Person, quiet: Trajectory
) -> None:
    def hidden(device: Client, name: str) -> list[str]:
        return re.findall(f'type="hidden" name="{name}" value="([^"]+)"', device.get(MORNING).content.decode())

    one, other = phone(mara), phone(mara)
    keys = hidden(one, "key") + hidden(one, "key") + hidden(other, "key")
    assert len(set(keys)) == len(keys) > 3
    tokens = [set(hidden(device, "csrfmiddlewaretoken")) for device in (one, one, other)]
    assert len(set.union(*tokens)) == 3, "each look masks its own"
    other.handler.enforce_csrf_checks = True
    answer = other.post(reverse("sign-out"), {"csrfmiddlewaretoken": tokens[2].pop()})
    assert answer.status_code == 302


def test_an_open_page_asks_and_nothing_is_new(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    answer = device.get(MORNING, {"has": marks(device)})
    assert answer.status_code == 204
    assert not answer.content


def test_an_open_page_is_given_only_what_changed(
    phone: Phone, mara: Person, jonas: Person, amina: Person, walk: Trajectory
) -> None:
    begin(mara, amina)
    device = phone(mara)
    had = marks(device)
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="I said no to Ann.")
    news = device.get(MORNING, {"has": had}).content.decode()
    assert "Jonas Lind wrote how the week was" in news
    assert "Amina" not in news
    assert 'id="part-needs"' not in news
    assert len(news) < 10_000


def test_a_thousand_words_and_names_find_no_way_in(phone: Phone, mara: Person, walk: Trajectory) -> None:
    assert phone(mara).get(MORNING, {"has": ["rest.<script>", "x" * 900]}).status_code == 200


def test_thirty_clients_cost_her_first_look_of_the_day_as_much_as_three(
    phone: Phone, mara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "ENOUGH", 0)
    device = phone(mara)
    device.get("/me")

    def cost() -> tuple[int, int]:
        """Of a process that has just begun, and of one that knows."""
        forget()
        looks = []
        for _look in range(2):
            with CaptureQueriesContext(connection) as asked:
                device.get(MORNING)
            looks.append(len(asked))
        return looks[0], looks[1]

    first, *_ = [busy(mara, number) for number in range(3)]
    CheckIn.submit(first, by=first.coachees()[0], at=now(), kind="weekly", moved="So")
    for_three = cost()
    for number in range(3, 30):
        busy(mara, number)
    assert cost() == for_three
    assert for_three[0] <= 12
    assert for_three[1] == 4


# The table


def in_order(device: Client, sort: str) -> list[str]:
    found = re.findall(r"data-row>([^<]+)</a>", device.get(CLIENTS, {"sort": sort}).content.decode())
    return [name.split(" ")[0] for name in found]


def test_the_table_stands_in_the_order_one_asks_for(
    phone: Phone, mara: Person, amina: Person, walk: Trajectory
) -> None:
    hers, device = begin(mara, amina), phone(mara)
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=9))
    Session.book(hers, by=mara, at=now(), starts_at=now() + timedelta(days=2))
    assert in_order(device, "name") == ["Amina", "Jonas"]
    assert in_order(device, "-name") == ["Jonas", "Amina"]
    assert in_order(device, "next") == ["Amina", "Jonas"]
    assert in_order(device, "-next") == ["Jonas", "Amina"]
    assert in_order(device, "no-such-column") == ["Amina", "Jonas"]


def test_who_has_nothing_there_comes_last_either_way(
    phone: Phone, mara: Person, amina: Person, walk: Trajectory
) -> None:
    begin(mara, amina)
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=9))
    for sort in ("next", "-next"):
        assert in_order(phone(mara), sort) == ["Jonas", "Amina"]


def test_only_who_is_worth_a_look(phone: Phone, mara: Person, amina: Person, quiet: Trajectory) -> None:
    begin(mara, amina)
    page = seen(phone(mara), f"{CLIENTS}?show=needs")
    assert "Jonas Lind" in page
    assert "Amina" not in page


def test_who_is_worth_a_look_is_told_of_with_why_and_what_to_do(phone: Phone, mara: Person, quiet: Trajectory) -> None:
    device, here = phone(mara), f"{CLIENTS}?show=needs"
    page = seen(device, here)
    assert "Nothing from either of you for 30 days." in page
    assert "Reach out with a few warm words." in page
    assert "Write to Jonas" in page
    signal = re.search(r'action="([^"]+/signals/[^"]+)"', device.get(here).content.decode())
    assert signal
    answer = device.post(signal[1].replace("&amp;", "&"), {"state": "acted", "back": here})
    assert answer["Location"] == here
    assert "Show everybody" in seen(device, here)


# The worst Monday


def test_what_is_done_about_a_client_goes_for_all_that_stood_beside_it(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, quiet: Trajectory
) -> None:
    ways = Ways(walk.pk, Kind.SILENCE, ":1:0", jonas.pk, (f"{Kind.VISION_UNREAD} :2:0", f"{Kind.PILING_UP} :3:0"))
    phone(mara).post(ways.signal, {"state": "acted", "back": MORNING})
    assert [each.state for each in Handling.objects.all()] == ["acted"] * 3
    phone(mara).post(ways.signal, {"state": "seen", "back": MORNING})
    assert [each.state for each in Handling.objects.all()] == ["seen"] * 3
    assert phone(mara).post(ways.signal + "&also=no-such+thing").status_code == 404


def test_who_saw_to_somebody_is_told_so_and_the_page_is_calm(
    phone: Phone, mara: Person, jonas: Person, quiet: Trajectory
) -> None:
    device = phone(mara)
    done = re.search(r'action="([^"]+/signals/silence[^"]*)"', device.get(MORNING).content.decode())
    assert done
    device.post(done[1].replace("&amp;", "&"), {"state": "acted", "back": MORNING})
    page = seen(device)
    assert "One client seen to today. That was a good beginning: have a calm day." in page
    assert "Nothing waits for you just now." in page


def test_what_a_client_wrote_back_waits_until_it_is_read_or_answered(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    word, device = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How is it?"), phone(mara)
    back = "Jonas Lind wrote back to you"
    assert back not in seen(device)
    word.answer(by=jonas, at=now(), text="Better, thank you.")
    assert back in seen(device)
    device.post(reverse("coach:answer-read", args=[walk.pk, word.pk]), {"state": "acted", "back": MORNING})
    assert back not in seen(device)
    word.answer(by=jonas, at=now(), text="And one thing more.")
    assert back in seen(device)
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="Tell me.")
    assert back not in seen(device)


def test_an_answer_that_was_ticked_too_soon_comes_back(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    word, device = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How is it?"), phone(mara)
    word.answer(by=jonas, at=now(), text="Better, thank you.")
    read = reverse("coach:answer-read", args=[walk.pk, word.pk])
    after = device.post(read, {"state": "acted", "back": MORNING}, follow=True)
    assert re.search(rf'action="{read}"><input[^>]+><button>Undo', after.content.decode())
    assert "wrote back to you" in device.post(read, follow=True).content.decode()


def test_an_answer_is_read_by_its_coach_alone(
    phone: Phone, mara: Person, tomas: Person, jonas: Person, walk: Trajectory
) -> None:
    word = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How is it?")
    for who in (jonas, tomas):
        answer = phone(who).post(reverse("coach:answer-read", args=[walk.pk, word.pk]))
        assert answer.status_code in (403, 404)
    assert not Handling.objects.exists()


def test_from_one_report_she_comes_to_the_next_and_from_the_last_back(
    phone: Phone, mara: Person, jonas: Person, amina: Person, walk: Trajectory
) -> None:
    hers, device = begin(mara, amina), phone(mara)
    first = CheckIn.submit(hers, by=amina, at=now(), kind="weekly", moved="The garden")
    second = CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="So")

    def answers(report: CheckIn) -> str:
        address = reverse("rhythm:check-in", args=[report.trajectory_id, report.pk])
        onward = device.get(address, {"back": MORNING}).context["onward"]
        given = {"text": "Thank you.", "back": onward}
        answer: str = device.post(reverse("rhythm:answer", args=[report.trajectory_id, report.pk]), given)["Location"]
        return answer

    assert str(second.pk) in answers(first)
    assert answers(second) == MORNING


def reported(coach: Person, clock: Clock, *, clients: int) -> list[CheckIn]:
    """So many clients wrote how the second week was, and meet her in three weeks."""
    theirs = [busy(coach, number) for number in range(clients)]
    for session in Session.objects.filter(state="scheduled"):
        session.reschedule(by=coach, at=now(), starts_at=now() + timedelta(days=30))
    clock.go(days=9)
    return [CheckIn.submit(of, by=of.coachees()[0], at=now(), kind="weekly", moved="So") for of in theirs]


def in_view(device: Client) -> tuple[int, int]:
    """Reports that she is to answer now, and those with time."""
    groups = device.get(MORNING).context["shown"].waiting
    return next((len(each.in_view), len(each.folded)) for each in groups if each.label == "Reports to answer")


def test_of_many_reports_she_is_handed_a_few_a_day(phone: Phone, mara: Person, clock: Clock) -> None:
    sent, device = reported(mara, clock, clients=5), phone(mara)
    assert in_view(device) == (3, 2)
    assert "2 more, with time until tomorrow" in seen(device)
    for report in sent[:3]:
        report.answer(by=mara, at=now(), text="Thank you.")
    assert in_view(device) == (0, 2)
    clock.go(days=1)
    assert in_view(device) == (2, 0)


def test_reports_that_wait_for_days_are_in_view_however_many(phone: Phone, mara: Person, clock: Clock) -> None:
    reported(mara, clock, clients=5)
    clock.go(days=3)
    assert in_view(phone(mara)) == (5, 0)


def test_a_report_waits_no_more_when_a_later_one_was_answered_or_the_two_meet(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    wrote, device = "Jonas Lind wrote how the week was", phone(mara)
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="So")
    clock.go(days=7)
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="So").answer(by=mara, at=now(), text="Good.")
    assert wrote not in seen(device)
    clock.go(days=7)
    CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="So")
    assert wrote in seen(device)
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(hours=24))
    page = seen(device)
    assert wrote not in page
    assert "One report more stands in the preparation" in page
