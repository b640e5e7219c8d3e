"""Mara holds a session: an arc that guides and never blocks, the best of a week first, and goals that get smaller."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import reverse

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.coach.paths import Phone, at, on_behalf_of, words

STEPS = ["best", "happened", "percent", "contributed", "not_lower", "higher", "learned", "fit"]


@pytest.fixture
def on(first_session: Session, mara: Person, clock: Clock) -> Session:
    """The session has begun, on time."""
    clock.go(hours=1)
    first_session.start(by=mara, at=now())
    return first_session


@pytest.fixture
def week(sleep: Goal, mara: Person, jonas: Person) -> WeeklyGoal:
    """A week that lies behind."""
    first = jonas.today(now()) - timedelta(days=7)
    return WeeklyGoal.propose(sleep, by=jonas, at=now(), text="No phone in bed", starts_on=first)


def path(on: Session, rest: str) -> str:
    return f"/coach/sessions/{on.pk}/{rest}"


def shown(page: str) -> list[str]:
    """The sections that stand in the arc, in order."""
    return re.findall(r'<li id="part-(\w+)">', page)


def opened(page: str) -> list[str]:
    return re.findall(r'<li id="part-(\w+)"><details class="part"[^>]* open>', page)


# The arc


def test_one_section_is_in_view_and_it_is_the_one_whose_time_it_is(
    phone: Phone, mara: Person, on: Session, clock: Clock
) -> None:
    page = words(phone(mara).get(at("session", on)))
    assert shown(page) == ["opening", "generative", "goal_setting", "close"], "nothing is due in the other two"
    assert opened(page) == ["opening"]
    clock.go(minutes=3)
    assert opened(words(phone(mara).get(at("session", on)))) == ["generative"]
    assert opened(words(phone(mara).get(at("session", on) + "?part=goal_setting"))) == ["goal_setting"]
    clock.go(hours=3)
    assert opened(words(phone(mara).get(at("session", on)))) == ["close"]


def test_a_section_is_longer_left_out_and_elsewhere(phone: Phone, mara: Person, on: Session, week: WeeklyGoal) -> None:
    def arrange(**wish: str) -> str:
        answer = phone(mara).post(path(on, "agenda"), {"section": "weekly_goals", **wish}, follow=True)
        assert answer.status_code == 200
        return words(answer)

    assert ">15 min<" in arrange(minutes="15")
    assert shown(arrange(minutes="15", position="3"))[:3] == ["opening", "generative", "weekly_goals"]
    page = arrange(minutes="15", skipped="on")
    assert "weekly_goals" not in shown(page)
    assert "Bring in: The week’s experiments" in page
    assert "weekly_goals" in shown(arrange(skipped="off"))


@pytest.mark.parametrize("minutes", ["0", "481", "-3", "many", "9" * 30])
def test_a_time_that_is_none_changes_nothing(phone: Phone, mara: Person, on: Session, minutes: str) -> None:
    answer = phone(mara).post(path(on, "agenda"), {"section": "opening", "minutes": minutes})
    assert answer.status_code == 422
    assert not AgendaItem.objects.exists()


def test_begun_late_it_still_ends_when_it_was_booked_to(
    phone: Phone, mara: Person, first_session: Session, clock: Clock
) -> None:
    clock.go(minutes=70)
    first_session.start(by=mara, at=now())
    page = words(phone(mara).get(at("session", first_session)))
    assert sum(int(n) for n in re.findall(r">(\d+) min</span>", page)) == 35


def test_it_can_be_arranged_before_it_begins_too(phone: Phone, mara: Person, first_session: Session) -> None:
    page = words(phone(mara).get(at("session", first_session)))
    assert page.count("More or less time") == 4
    page = words(phone(mara).post(path(first_session, "agenda"), {"section": "close", "minutes": "9"}, follow=True))
    assert "9 minutes" in page


# The weeks


def test_the_best_of_it_is_asked_first_and_what_could_be_more_after_what_is_there(
    phone: Phone, mara: Person, jonas: Person, on: Session, week: WeeklyGoal
) -> None:
    client_page = reverse("coachee:weekly-goal", args=[week.pk])
    for device, page in ((phone(mara), at("session", on)), (phone(jonas), client_page)):
        asked = re.findall(r'name="(' + "|".join(STEPS) + r')"', words(device.get(page)))
        assert list(dict.fromkeys(asked)) == STEPS


def test_looked_back_on_it_stays_in_view_beside_what_the_days_say_and_its_size_shapes_the_next(
    phone: Phone, mara: Person, jonas: Person, on: Session, week: WeeklyGoal
) -> None:
    for days, kept in ((3, True), (2, False), (1, True)):
        Tick.put(week, by=jonas, at=now(), ticked_on=jonas.today(now()) - timedelta(days=days), kept=kept)
    said = {"best": "Four quiet evenings", "percent": "60", "not_lower": "The charger moved out", "fit": "ambitious"}
    page = words(phone(mara).post(path(on, f"weekly-goals/{week.pk}/review"), said, follow=True))
    for each in ("kept on 2 of 3 days noted", "felt like 60 %", "Four quiet evenings", "how would it be smaller"):
        assert each in page
    assert opened(page) == ["weekly_goals"]
    phone(mara).post(path(on, f"weekly-goals/{week.pk}/again"), {"text": "No phone in bed on weekdays"})
    following = WeeklyGoal.objects.get(follows=week)
    assert (following.text, following.state) == ("No phone in bed on weekdays", "agreed")
    assert on_behalf_of("weekly_goal.proposed") == jonas.pk


def test_a_review_that_is_refused_loses_no_word(phone: Phone, mara: Person, on: Session, week: WeeklyGoal) -> None:
    answer = phone(mara).post(path(on, f"weekly-goals/{week.pk}/review"), {"best": "Four evenings", "percent": "lots"})
    assert answer.status_code == 422
    assert opened(words(answer)) == ["weekly_goals"]
    assert "Four evenings" in words(answer)


def test_a_longer_goal_is_looked_at_only_when_it_is_due(
    phone: Phone, mara: Person, on: Session, sleep: Goal, clock: Clock
) -> None:
    assert "three_month_goals" not in shown(words(phone(mara).get(at("session", on))))
    later = Session.book(on.trajectory, by=mara, at=now(), starts_at=now() + timedelta(days=40))
    clock.go(days=40)
    later.start(by=mara, at=now())
    assert "three_month_goals" in shown(words(phone(mara).get(at("session", later))))
    said = {"relevance": "yes", "decision": "keep", "progress": "5", "achievement": "improving"}
    said |= {"session": str(later.pk)}
    page = words(phone(mara).post(path(later, f"goals/{sleep.pk}/review"), said, follow=True))
    assert Review.objects.get().session == later
    assert "three_month_goals" in shown(page), "its minutes are not shared out anew in the middle"


# The generative moment


def test_cards_are_kept_as_they_are_written(phone: Phone, mara: Person, jonas: Person, on: Session) -> None:
    def write(card: str, **said: str) -> Any:
        return phone(mara).post(path(on, f"cards/{jonas.pk}/{card}"), said, headers={"X-Quiet": "1"})

    first = write("topic", text="The evenings", base=fingerprint(""))
    assert (first.status_code, first["X-Base"]) == (204, fingerprint("The evenings"))
    assert write("topic", text="The nights", base=fingerprint("")).status_code == 409
    assert write("topic", text="so " * 2_000, base=first["X-Base"]).status_code == 422
    assert write("horoscope", text="Fish").status_code == 404
    assert Exploration.objects.get().topic == "The evenings"
    assert on_behalf_of("exploration.written") == jonas.pk
    both = phone(mara).post(path(on, f"cards/{jonas.pk}/topic"), {"text": "The nights", "base": fingerprint("")})
    assert both.status_code == 409
    assert all(each in words(both) for each in ("The evenings", "The nights", "Keep mine"))


def test_what_draws_is_asked_before_what_holds_back(phone: Phone, mara: Person, on: Session) -> None:
    page = words(phone(mara).get(at("session", on)))
    cards = re.findall(r'<textarea[^>]* id="card-[\w-]+-(\w+)"', page)
    assert cards.index("draws") < cards.index("holds")
    assert cards[:2] == ["topic", "permission"]


# Setting goals


def test_sure_why_not_lower_and_only_then_one_up(
    phone: Phone, mara: Person, jonas: Person, on: Session, call_ann: Action
) -> None:
    rate = path(on, f"actions/{call_ann.pk}/scale")
    page = words(phone(mara).post(rate, {"value": "5"}, follow=True))
    assert "Why is it 5, and not lower?" in page
    assert "What would make it 6?" not in page
    assert "why not higher" not in page.lower()
    answer = ScaleAnswer.objects.get()
    why = path(on, f"scales/{answer.pk}")
    page = words(phone(mara).post(why, {"why_not_lower": "I rang her once before"}, follow=True))
    for each in ("What would make it 6?", "Who or what could help?", "Below 7 it helps"):
        assert each in page
    phone(mara).post(why, {"why_not_lower": "I rang her once", "one_up": "Her number", "support": "My brother"})
    answer.refresh_from_db()
    assert (answer.one_up, answer.support, answer.session) == ("Her number", "My brother", on)
    assert on_behalf_of("scale.answered") == jonas.pk


@pytest.mark.parametrize("value", ["11", "-1", "", "so-so"])
def test_a_number_that_is_none_is_asked_again(
    phone: Phone, mara: Person, on: Session, call_ann: Action, value: str
) -> None:
    answer = phone(mara).post(path(on, f"actions/{call_ann.pk}/scale"), {"value": value})
    assert answer.status_code == 422
    assert "Choose a number from 0 to 10." in words(answer)


def test_a_plan_reads_in_the_exact_form_and_is_let_go_again(
    phone: Phone, mara: Person, on: Session, call_ann: Action
) -> None:
    said = {"obstacle": "If she does not pick up,", "response": "I will write to her at once"}
    page = words(phone(mara).post(path(on, f"actions/{call_ann.pk}/plans"), said, follow=True))
    assert "If she does not pick up, then I will write to her at once." in page
    phone(mara).post(path(on, f"plans/{CopingPlan.objects.get().pk}"))
    assert "then I will write" not in words(phone(mara).get(at("session", on)))


def test_the_smallest_thing_takes_the_place_of_what_is_stuck(
    phone: Phone, mara: Person, on: Session, call_ann: Action
) -> None:
    said = {"text": "Find her number", "due_on": "2026-03-03"}
    page = words(phone(mara).post(path(on, f"actions/{call_ann.pk}/smaller"), said, follow=True))
    smaller = Action.objects.get(replaces=call_ann)
    assert (smaller.session, smaller.state) == (on, "agreed")
    assert "Find her number" in page


def test_an_action_a_week_and_a_goal_are_set_without_leaving_the_page(
    phone: Phone, mara: Person, jonas: Person, on: Session, sleep: Goal
) -> None:
    device = phone(mara)
    said = {"text": "Buy curtains", "due_on": "2026-03-05", "owner": str(jonas.pk), "agreed": "on",
            "session": str(on.pk), "anchor": "after the market"}  # fmt: skip
    page = words(device.post(path(on, "actions"), said, follow=True))
    assert (Action.objects.get().session, Action.objects.get().anchor) == (on, "after the market")
    assert opened(page) == ["goal_setting"]
    device.post(path(on, f"goals/{sleep.pk}/weekly-goals"), {"text": "Lights out at eleven", "agreed": "on"})
    assert WeeklyGoal.objects.get().state == "agreed"
    goal = {"text": "Evenings of my own", "why": "So that I am there", "sign": "Two a week", "step": "Name two"}
    page = words(device.post(path(on, "goals"), goal, follow=True))
    assert Goal.objects.get(text="Evenings of my own").state == "proposed"
    assert Milestone.objects.get().text == "Name two"
    assert "Lights out at eleven" in page
    page = words(device.post(path(on, f"goals/{sleep.pk}/milestones"), {"text": "Curtains up"}, follow=True))
    assert "next: Curtains up" in page
    refused = device.post(path(on, f"goals/{sleep.pk}/milestones"), {"text": "Lamps out", "due_on": "some day"})
    assert (refused.status_code, "Lamps out" in words(refused)) == (422, True)
    refused = device.post(path(on, "actions"), said | {"due_on": "some day", "text": "Buy lamps"})
    assert refused.status_code == 422
    assert "Buy lamps" in words(refused)


# Whose it is


def test_rows_of_another_trajectory_are_not_there(
    phone: Phone, mara: Person, amina: Person, on: Session, next_door: NextDoor
) -> None:
    other = begin(mara, amina)
    hers = Action.propose(other, by=amina, at=now(), owner=amina, text="Hers", due_on=amina.today(now()))
    habit = Habit.add(other, by=amina, at=now(), coachee=amina, text="Walk")
    for rest in (
        f"actions/{hers.pk}/scale", f"actions/{hers.pk}/plans", f"actions/{hers.pk}/smaller",
        f"habits/{habit.pk}/plans",
        f"cards/{amina.pk}/topic", f"actions/{next_door.action.pk}/scale", f"goals/{next_door.goal.pk}/review",
        f"goals/{next_door.goal.pk}/weekly-goals", f"goals/{next_door.goal.pk}/milestones", f"nonsense/{hers.pk}/scale",
    ):  # fmt: skip
        assert phone(mara).post(path(on, rest), {"value": "5", "text": "x"}).status_code == 404, rest
    assert phone(next_door.coach).post(path(on, "agenda"), {"section": "close"}).status_code == 404


def test_a_full_table_costs_no_more_statements_than_an_empty_one(
    phone: Phone, mara: Person, jonas: Person, on: Session, sleep: Goal, django_assert_max_num_queries: Any
) -> None:
    device = phone(mara)
    with django_assert_max_num_queries(200) as asked:
        device.get(at("session", on))
    empty = len(asked)
    for number in range(4):
        thing: Any = {"owner": jonas, "text": f"Thing {number}", "due_on": jonas.today(now()), "session": on}
        one = Action.propose(on.trajectory, by=jonas, at=now(), **thing)
        ScaleAnswer.give(on.trajectory, by=jonas, at=now(), scale="confidence", value=5, about=one)
        CopingPlan.make(one, by=jonas, at=now(), obstacle="it rains", response="go anyway")
        WeeklyGoal.propose(sleep, by=jonas, at=now(), text=f"Week {number}")
    Exploration.write(on, by=mara, at=now(), coachee=jonas, card="topic", text="The evenings")
    with django_assert_max_num_queries(empty):
        device.get(at("session", on))


def test_every_section_has_its_page() -> None:
    for section in Section:
        assert get_template(f"coach/arc/{section.value}.html")


def test_nothing_is_agreed_for_a_day_that_has_been(phone: Phone, mara: Person, jonas: Person, on: Session) -> None:
    typed = {"text": "Call Ann", "due_on": "2020-01-01", "owner": str(jonas.pk), "agreed": "on"}
    answer = phone(mara).post(path(on, "actions"), typed)
    assert answer.status_code == 422
    page = words(answer)
    assert "Choose 2 March 2026 or later." in page
    assert 'value="2020-01-01"' in page
    assert 'value="Call Ann"' in page
    assert not Action.objects.exists()


def test_a_session_noted_afterwards_brings_its_own_days(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    then = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(days=10))
    for due_on, status in (("2026-02-19", 422), ("2026-02-20", 302)):
        typed = {"text": "Call Ann", "due_on": due_on, "owner": str(jonas.pk), "agreed": "on", "session": str(then.pk)}
        assert phone(mara).post(path(then, "actions"), typed).status_code == status
