"""Jonas and what he agreed: ticked, undone, moved, made smaller, named what is in the way, let go."""

from datetime import date
from typing import Any

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.goal import Goal
from handrail.trajectory.trajectory import Trajectory
from tests.cast import verbs
from tests.clock import Clock
from tests.web.coachee.paths import ODD, TODAY, TOO_LONG, Phone, at, words


def state(action: Action) -> str:
    return str(Action.objects.get(pk=action.pk).state)


@pytest.fixture
def suggested(walk: Trajectory, mara: Person, jonas: Person) -> Action:
    """What Mara would like Jonas to consider."""
    return Action.propose(walk, by=mara, at=now(), owner=jonas, text="Walk at noon", due_on=date(2026, 3, 6))


def test_a_tick_without_javascript_leads_back_to_the_row(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(at("completion", call_ann), {"done": "on"})
    assert (answer.status_code, answer["Location"]) == (302, f"{TODAY}#action-{call_ann.pk}")
    page = words(phone(jonas).get(TODAY))
    assert "Done: “Call Ann about the evening shift”." in page
    assert ">Undo<" in page


def test_htmx_gets_the_one_row_with_a_good_word_and_the_way_back(phone: Phone, jonas: Person, call_ann: Action) -> None:
    browser = phone(jonas)
    row = words(browser.post(at("completion", call_ann), {"done": "on"}, headers={"HX-Request": "true"}))
    assert f'<div class="action is-done" id="action-{call_ann.pk}">' in row
    assert "Done: “Call Ann" in row
    assert "<html" not in row
    row = words(browser.post(at("completion", call_ann), {"done": "off"}, headers={"HX-Request": "true"}))
    assert "is-done" not in row
    assert state(call_ann) == "agreed"


def test_a_second_tap_writes_nothing(phone: Phone, jonas: Person, walk: Trajectory, call_ann: Action) -> None:
    for _ in range(2):
        phone(jonas).post(at("completion", call_ann), {"done": "on", "key": "the-same"})
    phone(jonas).post(at("completion", call_ann), {"done": "on"})
    assert verbs(walk, seen_by=jonas).count("action.completed") == 1


def test_a_remark_stays_with_what_was_done(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(
        at("completion", call_ann), {"done": "on", "remark": ODD, "back": at("action", call_ann)}
    )
    assert answer["Location"] == at("action", call_ann)
    assert Action.objects.get().remark == ODD


def test_a_form_leads_nowhere_outside(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(at("completion", call_ann), {"done": "on", "back": "https://elsewhere.example/"})
    assert answer["Location"].startswith(TODAY)


def test_a_remark_that_is_too_long_comes_back_whole(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(at("completion", call_ann), {"done": "on", "remark": TOO_LONG})
    assert answer.status_code == 422
    assert TOO_LONG in words(answer)
    assert state(call_ann) == "agreed"


def test_a_tick_on_what_was_let_go_elsewhere_shows_the_row_as_it_is(
    phone: Phone, jonas: Person, call_ann: Action
) -> None:
    call_ann.release(by=jonas, at=now(), reason="Ann called me")
    browser = phone(jonas)
    assert browser.post(at("completion", call_ann), {"done": "on"}).status_code == 422
    row = browser.post(at("completion", call_ann), {"done": "on"}, headers={"HX-Request": "true"})
    assert row.status_code == 200
    assert "Let go" in words(row)
    assert "<html" not in words(row)


def test_another_day_keeps_the_first_one_and_the_reason(phone: Phone, jonas: Person, call_ann: Action) -> None:
    browser = phone(jonas)
    browser.post(at("postponement", call_ann), {"due_on": "2026-03-12", "reason": "She is away"})
    moved = Action.objects.get()
    assert (moved.due_on, moved.original_due_on) == (date(2026, 3, 12), date(2026, 3, 5))
    assert "She is away" in words(browser.get(at("action", call_ann)))


@pytest.mark.parametrize("day", ["2026-03-01", "9999-12-31", "yesterday", ""])
def test_a_day_that_cannot_be_keeps_what_was_typed(phone: Phone, jonas: Person, call_ann: Action, day: str) -> None:
    answer = phone(jonas).post(at("postponement", call_ann), {"due_on": day, "reason": "She is away"})
    assert answer.status_code == 422
    assert "She is away" in words(answer)
    assert f'value="{day}"' in words(answer) or not day
    assert not DueDateChange.objects.exists()


def test_what_is_in_the_way_is_asked_kindly_and_can_be_out_of_it_again(
    phone: Phone, jonas: Person, call_ann: Action
) -> None:
    browser = phone(jonas)
    page = words(browser.get(at("action", call_ann)))
    ways_on = ["Something is in the way", "Make it smaller", "Another day", "Let it go"]
    assert sorted(ways_on, key=page.index) == ways_on
    browser.post(at("obstacle", call_ann), {"obstacle": "I am a little afraid of it"})
    page = words(browser.get(at("action", call_ann)))
    assert "I am a little afraid of it" in page
    assert "It is out of the way now" in page
    browser.post(at("obstacle", call_ann), {"blocked": "off"})
    assert state(call_ann) == "agreed"


def test_the_smallest_thing_takes_its_place(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(at("replacement", call_ann), {"text": "Find her number", "due_on": "2026-03-03"})
    smaller = Action.objects.get(replaces=call_ann)
    assert answer["Location"] == at("action", smaller)
    assert (state(call_ann), smaller.state) == ("replaced", "agreed")
    assert "Find her number" in words(phone(jonas).get(at("action", call_ann)))


def test_letting_go_asks_for_a_reason(phone: Phone, jonas: Person, call_ann: Action) -> None:
    browser = phone(jonas)
    assert browser.post(at("release", call_ann), {"reason": " "}).status_code == 422
    browser.post(at("release", call_ann), {"reason": "Ann called me"})
    assert state(call_ann) == "released"


def test_begun_counts_too(phone: Phone, jonas: Person, call_ann: Action) -> None:
    phone(jonas).post(at("start", call_ann))
    assert state(call_ann) == "in_progress"


def test_what_mara_suggests_is_jonass_to_take_up(phone: Phone, jonas: Person, suggested: Action) -> None:
    browser = phone(jonas)
    page = words(browser.get(TODAY))
    assert "Mara suggests" in page
    assert at("completion", suggested) not in page
    browser.post(at("agreement", suggested), {"agreed": "on"})
    assert state(suggested) == "agreed"


def test_or_to_leave_without_a_reason(phone: Phone, jonas: Person, suggested: Action) -> None:
    browser = phone(jonas)
    browser.post(at("agreement", suggested), {"agreed": "off"})
    assert state(suggested) == "declined"
    assert "Walk at noon" not in words(browser.get(TODAY))


def test_something_of_ones_own_is_agreed_at_once(phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal) -> None:
    given = {"text": ODD, "due_on": "2026-03-04", "goal": sleep.pk, "key": "one"}
    browser = phone(jonas)
    for _ in range(2):
        browser.post(at("actions", walk), given)
    action = Action.objects.get()
    assert (action.state, action.owner, action.goal, action.text) == ("agreed", jonas, sleep, ODD)


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": TOO_LONG}, {"text": "N\0UL"}, {"due_on": "9999-12-31"}, {"goal": "nonsense"}]
)
def test_a_form_that_is_refused_keeps_what_was_typed(
    phone: Phone, jonas: Person, walk: Trajectory, wrong: dict[str, Any]
) -> None:
    answer = phone(jonas).post(at("actions", walk), {"text": "Call Ann", "due_on": "2026-03-04", **wrong})
    assert answer.status_code == 422
    assert {"text": "Call Ann", **wrong}["text"].strip() in words(answer)
    assert not Action.objects.exists()


def test_its_page_tells_the_whole_way(phone: Phone, jonas: Person, call_ann: Action, clock: Clock) -> None:
    call_ann.postpone(by=jonas, at=now(), due_on=date(2026, 3, 10), reason="She is away")
    clock.go(days=2)
    page = words(phone(jonas).get(at("action", call_ann)))
    assert "From session 1" in page
    assert "She is away" in page
    assert "You and Mara see this." in page
