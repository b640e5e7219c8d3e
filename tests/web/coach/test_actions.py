"""Mara and what was agreed: written down, ticked, moved, made smaller, let go."""

from datetime import date
from typing import Any

import pytest

from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import verbs
from tests.clock import Clock
from tests.web.coach.paths import ODD, TOO_LONG, Phone, at, on_behalf_of, words


def typed(owner: Person, **more: Any) -> dict[str, Any]:
    return {"text": "Ask Priya to run one Monday", "due_on": "2026-03-09", "owner": owner.pk, "agreed": "on", **more}


def test_the_form_offers_a_day_a_week_ahead_and_todays_session(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session
) -> None:
    page = words(phone(mara).get(at("actions", walk)))
    assert 'value="2026-03-09"' in page
    assert f'<option value="{first_session.pk}" selected>' in page


def test_what_two_agree_together_is_open_at_once_and_is_also_the_clients_word(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, sleep: Goal
) -> None:
    answer = phone(mara).post(at("actions", walk), typed(jonas, session=first_session.pk, goal=sleep.pk))
    action = Action.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at("action", action))
    assert (action.state, action.owner, action.due_on) == ("agreed", jonas, date(2026, 3, 9))
    assert (action.session, action.goal) == (first_session, sleep)
    assert on_behalf_of("action.proposed") == jonas.pk


def test_what_mara_only_proposes_waits_for_jonas(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    phone(mara).post(at("actions", walk), typed(jonas, agreed=""))
    action = Action.objects.get()
    assert (action.state, on_behalf_of("action.proposed")) == ("proposed", None)
    page = words(phone(mara).get(at("action", action)))
    assert "Waiting for Jonas" in page
    assert at("completion", action) not in page


def test_maras_own_promise_is_an_action_of_hers(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(at("actions", walk), typed(mara, text="Send the article"))
    promise = Action.objects.get()
    assert promise.is_promise
    assert promise.state == "agreed"
    assert on_behalf_of("action.proposed") is None
    assert "your promise" in words(phone(mara).get(at("actions", walk)))


def test_after_writing_one_down_mara_is_back_where_she_was(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    back = at("session", first_session)
    assert phone(mara).post(at("actions", walk), typed(jonas, back=back))["Location"] == back
    away = phone(mara).post(at("actions", walk), typed(jonas, back="https://elsewhere.example/"))["Location"]
    assert away.startswith("/coach/actions/")
    assert (
        phone(mara)
        .post(at("actions", walk), typed(jonas, back="//elsewhere.example"))["Location"]
        .startswith("/coach/")
    )


def test_when_jonas_is_unsure_a_smaller_thing_is_offered_and_his_may_stay(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    answer = phone(mara).post(at("actions", walk), typed(jonas, confidence="5", back=at("actions", walk)))
    action = Action.objects.get()
    assert answer["Location"] == at("action", action)
    page = words(phone(mara).get(at("action", action)))
    assert "5 of 10 sure" in page
    assert "may also keep it exactly as it is" in page
    assert action.state == "agreed"


def test_a_form_sent_twice_writes_one_action(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    device, form = phone(mara), typed(jonas, key="the-same-form")
    assert device.post(at("actions", walk), form)["Location"] == device.post(at("actions", walk), form)["Location"]
    assert Action.objects.count() == 1


# The steps


def test_a_tick_is_acknowledged_for_what_it_was_and_can_be_undone(phone: Phone, mara: Person, call_ann: Action) -> None:
    page = words(phone(mara).post(at("completion", call_ann), {"done": "on"}, follow=True))
    assert "Done: “Call Ann about the evening shift”. 3 days before it was due." in page
    assert "Undo" in page
    phone(mara).post(at("completion", call_ann), {})
    call_ann.refresh_from_db()
    assert call_ann.state == "agreed"


def test_a_second_tap_writes_nothing(phone: Phone, mara: Person, walk: Trajectory, call_ann: Action) -> None:
    for _ in range(2):
        phone(mara).post(at("completion", call_ann), {"done": "on"})
    assert verbs(walk, seen_by=mara).count("action.completed") == 1


def test_htmx_gets_the_row_and_the_word_and_no_page(phone: Phone, mara: Person, call_ann: Action) -> None:
    answer = words(phone(mara).post(at("completion", call_ann), {"done": "on"}, headers={"HX-Request": "true"}))
    assert f'id="action-{call_ann.pk}"' in answer
    assert "Not done yet: Call Ann" in answer
    assert 'hx-swap-oob="innerHTML"' in answer
    assert "<html" not in answer


def test_another_day_keeps_the_first_one_and_the_reason(
    phone: Phone, mara: Person, call_ann: Action, clock: Clock
) -> None:
    clock.go(days=5)
    phone(mara).post(at("action-postponement", call_ann), {"due_on": "2026-03-12", "reason": "The quarter closes"})
    page = words(phone(mara).get(at("action", call_ann)))
    assert "Moved from Thursday 5 March to Thursday 12 March" in page
    assert "The quarter closes" in page
    assert "5 March 2026" in page


@pytest.mark.parametrize("day", ["2026-02-01", "9999-12-31", "2026-02-30", "soon", ""])
def test_a_day_that_cannot_be_is_refused_beside_the_field_and_the_reason_stays(
    phone: Phone, mara: Person, call_ann: Action, day: str
) -> None:
    answer = phone(mara).post(at("action-postponement", call_ann), {"due_on": day, "reason": "Board week again"})
    assert answer.status_code == 422
    assert "Board week again" in words(answer)
    assert 'id="postponement-due_on_error"' in words(answer)
    assert f'value="{day}"' in words(answer) or not day


def test_what_is_in_the_way_is_named_and_gone_past(phone: Phone, mara: Person, call_ann: Action) -> None:
    phone(mara).post(at("action-obstacle", call_ann), {"blocked": "on", "obstacle": "Afraid she says no"})
    page = words(phone(mara).get(at("action", call_ann)))
    assert "Still in the way" in page
    assert "Afraid she says no" in page
    phone(mara).post(at("action-obstacle", call_ann), {"blocked": "off"})
    call_ann.refresh_from_db()
    assert call_ann.state == "agreed"


def test_smaller_leads_to_the_successor_and_each_knows_the_other(phone: Phone, mara: Person, call_ann: Action) -> None:
    answer = phone(mara).post(
        at("action-replacement", call_ann), {"text": "Look up her number", "due_on": "2026-03-03", "reason": ""}
    )
    smaller = Action.objects.get(replaces=call_ann)
    assert answer["Location"] == at("action", smaller)
    assert "The smaller part of “Call Ann about the evening shift”" in words(phone(mara).get(at("action", smaller)))
    bigger = words(phone(mara).get(at("action", call_ann)))
    assert "Made smaller: “Look up her number”" in bigger
    assert at("action", smaller) in bigger


def test_letting_go_needs_a_reason_and_ends_cleanly(phone: Phone, mara: Person, call_ann: Action) -> None:
    refused = phone(mara).post(at("action-release", call_ann), {"reason": "  "})
    assert refused.status_code == 422
    assert "Say in a few words why" in words(refused)
    phone(mara).post(at("action-release", call_ann), {"reason": "Ann has left"})
    call_ann.refresh_from_db()
    assert (call_ann.state, call_ann.reason) == ("released", "Ann has left")
    assert "Ann has left" in words(phone(mara).get(at("action", call_ann)))


def test_an_action_on_its_way_is_carried_and_says_so(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session, call_ann: Action, clock: Clock
) -> None:
    clock.go(days=14)
    second = Session.book(walk, by=mara, at=clock.now, starts_at=clock.now)
    second.start(by=mara, at=clock.now)
    page = words(phone(mara).get(at("action", call_ann)))
    assert "From session 1, 2 March" in page
    assert "Carried into session 2, 16 March" in page
    assert "carried over once" in words(phone(mara).get(at("actions", walk)))


def test_what_ended_meanwhile_is_shown_as_it_is_and_nothing_is_blamed(
    phone: Phone, mara: Person, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    call_ann.complete(by=jonas, at=clock.now)
    answer = phone(mara).post(at("action-postponement", call_ann), {"due_on": "2026-03-12", "reason": "Later"})
    assert answer.status_code == 422
    assert "This has moved on meanwhile" in words(answer)
    assert "You had typed: Later" in words(answer)


def test_beginning_is_a_step(phone: Phone, mara: Person, call_ann: Action) -> None:
    phone(mara).post(at("action-start", call_ann))
    call_ann.refresh_from_db()
    assert call_ann.state == "in_progress"


# Words


def test_new_words_replace_only_the_words_that_were_seen(
    phone: Phone, mara: Person, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    seen = fingerprint(call_ann.text)
    call_ann.change(by=jonas, at=clock.now, text="Call Ann about nights", goal=None)
    answer = phone(mara).post(at("action-wording", call_ann), {"text": "Write to Ann", "goal": "", "base": seen})
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody else wrote here meanwhile" in page
    assert "Call Ann about nights" in page
    assert "Write to Ann" in page
    now = fingerprint("Call Ann about nights")
    phone(mara).post(at("action-wording", call_ann), {"text": "Both", "goal": "", "base": now})
    call_ann.refresh_from_db()
    assert call_ann.text == "Both"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(TOO_LONG, "too long"), ("", "Write a few words first"), ("a\0b", "characters are not allowed")],
)
def test_words_that_cannot_be_kept_come_back_with_everything_that_was_typed(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, text: str, sentence: str
) -> None:
    answer = phone(mara).post(at("actions", walk), typed(jonas, text=text, due_on="2026-04-01", agreed=""))
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert text.strip("\0").strip() in page or "\0" in text
    assert 'value="2026-04-01"' in page
    assert not Action.objects.exists()


def test_odd_words_stand_as_they_were_written(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    phone(mara).post(at("actions", walk), typed(jonas, text=ODD))
    page = words(phone(mara).get(at("actions", walk)))
    assert Action.objects.get().text == ODD
    assert "🧗🏽‍♀️ مرحبا &lt;b&gt;&amp; “so”&lt;/b&gt;" in page


def test_a_number_outside_the_scale_is_refused(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    answer = phone(mara).post(at("actions", walk), typed(jonas, confidence="11"))
    assert answer.status_code == 422
    assert "Choose a number from 0 to 10." in words(answer)
