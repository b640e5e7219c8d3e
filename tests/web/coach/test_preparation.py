"""Four minutes before: one page says what moved, what got stuck and what Jonas wrote and brings."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.intention import Intention
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.shipped import method
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.coach.paths import ODD, TOO_LONG, Phone, at, words

Walk = Trajectory


@pytest.fixture
def second(walk: Walk, mara: Person, jonas: Person, sleep: Goal, first_session: Session, clock: Clock) -> Session:
    """A fortnight on: something was done, something comes along, a week was looked back on."""
    early = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=sleep)
    early.submit(by=jonas, at=now(), text="Going out before dinner", visibility="shared")
    first_session.start(by=mara, at=clock.go(hours=1))
    call_ann = _agreed(walk, jonas, first_session, "Call Ann")
    _agreed(walk, jonas, first_session, "Plan the Tuesday")
    _agreed(walk, mara, first_session, "Send Jonas the article")
    first_session.hold(by=mara, at=clock.go(hours=1))
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Phone in the kitchen")
    clock.go(days=5)
    call_ann.complete(by=jonas, at=now(), remark="She laughed")
    Action.objects.get(text="Plan the Tuesday").postpone(by=jonas, at=now(), due_on=date(2026, 3, 12), reason="Ill")
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Slept till seven")
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=4, line="A long day")
    Lapse.note(walk, by=jonas, at=now(), coachee=jonas, kind="lapse", what="Two nights with the phone")
    early.prompt.reflections.get()
    again = Reflection.ask_again(early.prompt, by=mara, at=now())
    again.submit(by=jonas, at=now(), text="Saying it out loud", visibility="shared")
    clock.go(days=3)
    week.review(by=jonas, at=now(), percent=60, best="Sunday without it", learned="A book helps")
    week.again(by=jonas, at=now())
    Fact.keep(walk, by=mara, at=now(), coachee=jonas, text="Ann is his sister")
    return Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=2))


def _agreed(walk: Walk, owner: Person, session: Session, text: str) -> Action:
    due_on = max(date(2026, 3, 9), owner.today(now()))
    return Action.propose(walk, by=owner, at=now(), owner=owner, text=text, due_on=due_on, session=session)


def test_one_page_says_what_moved_what_is_open_and_what_was_written(
    phone: Phone, mara: Person, jonas: Person, second: Session
) -> None:
    Preparation.say(second, by=jonas, at=now(), topic="The talk with Ruth", energy=3, wish="One first sentence")
    page = words(phone(mara).get(at("preparation", second)))
    moved, rest = page.split('id="stuck-title"')
    stuck, wrote = rest.split('id="wrote-title"')
    for said in ("The talk with Ruth", "Energy 3 of 10", "One first sentence"):
        assert said in moved
    for said in ("Call Ann", "She laughed", "Slept till seven", "<b>60 %</b>", "Sunday without it", "A book helps"):
        assert said in moved
    for said in ("Plan the Tuesday", "from session 1", "first meant for", "Ill", "Two nights with the phone"):
        assert said in stuck
    assert "Send Jonas the article" in moved
    for said in ("A long day", "Saying it out loud", "Going out before dinner", "What helped?", "Ann is his sister"):
        assert said in wrote
    assert page.index("Saying it out loud") < page.index("Going out before dinner")


def test_an_answer_to_a_method_is_drawn_with_the_one_before_it(
    phone: Phone, mara: Person, jonas: Person, walk: Walk, second: Session
) -> None:
    form = method("life_areas")
    assert form
    for health in (4, 7):
        given = Exercise.give(
            walk, by=mara, at=now(), coachee=jonas, title=form.title, instructions=form.instructions,
            question=form.question, method="life_areas", form=written(form),
        )  # fmt: skip
        answer = Reflection.objects.get(prompt__exercise=given)
        text = f"Fuller.\n\n▸ How full is each area today?\nHealth: {health}"
        answer.submit(by=jonas, at=now(), text=text, visibility="shared")
    page = words(phone(mara).get(at("preparation", second)))
    assert '<polygon class="earlier"' in page
    assert "Fuller." in page
    assert "▸" not in page + words(phone(mara).get(at("trajectory", walk)))


def test_what_is_not_there_leaves_no_empty_box(phone: Phone, mara: Person, first_session: Session) -> None:
    page = words(phone(mara).get(at("preparation", first_session)))
    assert "The first time you meet." in page
    assert "Jonas has named no topic so far" in page
    assert "What you promised" not in page
    assert "To look at together" not in page


def test_what_jonas_keeps_private_is_not_on_it(
    phone: Phone, mara: Person, jonas: Person, second: Session, sleep: Goal, walk: Walk
) -> None:
    kept = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What is unsaid?", goal=sleep)
    kept.submit(by=jonas, at=now(), text="I am looking for another job", visibility="private")
    assert "another job" not in words(phone(mara).get(at("preparation", second)))


def test_what_they_wrote_to_each_other_in_between_is_on_it(
    phone: Phone, mara: Person, jonas: Person, walk: Walk, second: Session
) -> None:
    word = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How was the first Tuesday?")
    assert "You wrote to Jonas" in words(phone(mara).get(at("preparation", second)))
    word.answer(by=jonas, at=now(), text="Longer than I thought, and quieter.")
    page = words(phone(mara).get(at("preparation", second)))
    assert "Jonas answered you today" in page
    assert "Longer than I thought, and quieter." in page


def test_a_topic_said_for_a_session_that_fell_out_moves_along(
    phone: Phone, mara: Person, jonas: Person, second: Session, walk: Walk, clock: Clock
) -> None:
    Preparation.say(second, by=jonas, at=now(), topic="The talk with Ruth")
    second.cancel(by=jonas, at=now(), side="client")
    third = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=7))
    page = words(phone(mara).get(at("preparation", third)))
    assert "The talk with Ruth" in page
    assert "did not take place" in page


def test_the_questions_fit_what_is_the_case(phone: Phone, mara: Person, jonas: Person, second: Session) -> None:
    Preparation.say(second, by=jonas, at=now(), energy=2)
    page = words(phone(mara).get(at("preparation", second)))
    assert page.count('<input type="checkbox" name="questions"') == 4
    assert any(
        said in page for said in ("What did it take to be here today?", "kind to yourself", "an ear, a question")
    )


def test_mara_keeps_how_she_wants_to_be_there_and_what_she_begins_with(
    phone: Phone, mara: Person, first_session: Session, clock: Clock
) -> None:
    device, here = phone(mara), at("preparation", first_session)
    offered = re.findall(r'name="questions" value="([^"]+)"', words(device.get(here)))
    kept = {"text": ODD, "questions": offered[1:3], "key": "a"}
    for _again in range(2):
        assert device.post(at("intention", first_session), kept)["Location"] == here
    page = unescape(words(device.get(here)))
    assert ODD in page
    assert re.findall(r'value="([^"]+)" checked', page) == [unescape(each) for each in offered[1:3]]
    first_session.start(by=mara, at=clock.go(hours=1))
    opening = words(device.get(at("session", first_session))).split('id="part-')[1]
    assert re.findall(r"<li>([^<]+)</li>", opening.split('class="asks"')[1].split("</ul>")[0]) == offered[1:3]
    assert "Only for you:" in opening


def test_what_cannot_be_kept_of_it_comes_back_as_it_was_typed(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    refused = phone(mara).post(
        at("intention", first_session), {"text": TOO_LONG, "questions": ["What helped?", "Where are you?"]}
    )
    assert refused.status_code == 422
    assert "characters too long" in words(refused)
    assert words(refused).count(TOO_LONG.strip()) == 1
    assert 'value="What helped?" checked' in words(refused)
    many = phone(mara).post(at("intention", first_session), {"questions": ["One?", "Two?", "Three?", "Four?"]})
    assert many.status_code == 422
    assert len(re.findall('name="questions" value="[^"]+" checked', words(many))) == 4
    assert not Intention.objects.exists()


def test_jonas_and_coaches_next_door_neither_read_nor_write_it(
    phone: Phone, mara: Person, jonas: Person, tomas: Person, second: Session, next_door: NextDoor
) -> None:
    Intention.keep(second, by=mara, at=now(), text="Slowly", questions=["What helped?"])
    for person in (jonas, tomas, next_door.coach):
        assert phone(person).post(at("intention", second), {"text": "Mine"}).status_code == 404
    assert Intention.objects.get().text == "Slowly"
    assert "Slowly" not in words(phone(jonas).get(f"/my/sessions/{second.pk}"))


def test_of_much_the_first_few_stand_there_and_the_rest_is_folded_away(
    phone: Phone, mara: Person, jonas: Person, second: Session, walk: Walk
) -> None:
    for number in range(8):
        Fact.keep(walk, by=mara, at=now(), coachee=jonas, text=f"Thing {number} to remember")
    page = words(phone(mara).get(at("preparation", second)))
    mind = page.split('id="mind-title"')[1].split("</section>")[0]
    assert mind.count("<li>") == 9, "nothing is lost"
    assert mind.split('<details class="rest">')[0].count("<li>") == 5
    assert "4 more" in mind


def test_two_years_ask_as_many_questions_of_the_database_as_two_weeks(
    phone: Phone, mara: Person, jonas: Person, walk: Walk, sleep: Goal, second: Session, clock: Clock
) -> None:
    device = phone(mara)
    with CaptureQueriesContext(connection) as short:
        assert device.get(at("preparation", second)).status_code == 200
    session = second
    week = WeeklyGoal.objects.get(state="agreed")
    for _ in range(52):
        session.start(by=mara, at=clock.to(session.starts_at))
        done = _agreed(walk, jonas, session, "One more call")
        session.hold(by=mara, at=clock.go(hours=1))
        done.complete(by=jonas, at=clock.go(days=3))
        week.review(by=jonas, at=now(), percent=50, learned="Slowly")
        week = week.again(by=jonas, at=now())
        session = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=11))
    device = phone(mara)
    with CaptureQueriesContext(connection) as long:
        assert device.get(at("preparation", session)).status_code == 200
    assert len(long) == len(short) <= 28


def test_in_a_group_each_topic_has_its_name(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    session = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=1))
    for person in (jonas, amina):
        Preparation.say(session, by=person, at=now(), topic=f"From {person.given_name}")
    page = words(phone(mara).get(at("preparation", session)))
    assert '<p class="eyebrow">Jonas</p><p class="topic">From Jonas</p>' in page
    assert '<p class="eyebrow">Amina</p><p class="topic">From Amina</p>' in page


def test_nobody_else_prepares_it(
    phone: Phone, mara: Person, jonas: Person, tomas: Person, ines: Person, second: Session, next_door: NextDoor
) -> None:
    for person in (jonas, tomas, ines, next_door.coach):
        assert phone(person).get(at("preparation", second)).status_code == 404
    assert phone(mara).get(at("preparation", next_door.session)).status_code == 404


# What is kept in mind


def test_mara_keeps_something_in_mind_rewords_it_and_lets_it_go(phone: Phone, mara: Person, walk: Walk) -> None:
    device = phone(mara)
    device.post(at("facts", walk), {"text": ODD, "key": "a"})
    device.post(at("facts", walk), {"text": ODD, "key": "a"})
    fact = Fact.objects.get()
    assert (fact.text, fact.coachee) == (ODD, walk.coachees()[0])
    device.post(at("fact", fact), {"text": "Ann is his sister"})
    assert "Ann is his sister" in words(device.get(at("facts", walk)))
    device.post(at("fact-state", fact), {"state": "let_go"})
    device.post(at("fact-state", fact), {"state": "let_go"})
    fact.refresh_from_db()
    assert fact.state == "let_go"
    device.post(at("fact-state", fact), {"state": "kept"})
    fact.refresh_from_db()
    assert fact.state == "kept"


def test_what_cannot_be_kept_comes_back_as_it_was_typed(phone: Phone, mara: Person, walk: Walk) -> None:
    refused = phone(mara).post(at("facts", walk), {"text": TOO_LONG})
    assert refused.status_code == 422
    assert "characters too long" in words(refused)
    fact = Fact.keep(walk, by=mara, at=now(), text="Ann is his sister")
    refused = phone(mara).post(at("fact", fact), {"text": " "})
    assert refused.status_code == 422
    assert Fact.objects.get().text == "Ann is his sister"


def test_jonas_meets_nothing_of_it(phone: Phone, mara: Person, jonas: Person, walk: Walk) -> None:
    fact = Fact.keep(walk, by=mara, at=now(), coachee=jonas, text="Ann is his sister")
    device = phone(jonas)
    assert device.get(at("facts", walk)).status_code == 404
    assert device.post(at("fact", fact), {"text": "Mine"}).status_code == 404
    assert device.post(at("fact-state", fact), {"state": "let_go"}).status_code == 404
    assert Fact.objects.get().text == "Ann is his sister"


def test_mara_has_it_mailed_and_not_any_more(phone: Phone, mara: Person, first_session: Session) -> None:
    device, here = phone(mara), at("preparation", first_session)
    answer = device.post("/coach/preparation-mail", {"minutes": "60", "back": here})
    assert answer["Location"] == here
    assert '<option value="60" selected>' in words(device.get(here))
    device.post("/coach/preparation-mail", {"minutes": "", "back": here})
    assert '<option value="60" selected>' not in words(device.get(here))
    device.post("/coach/preparation-mail", {"minutes": "45", "back": "//elsewhere.example"})
    assert Choice.of(mara).prepare_minutes is None
