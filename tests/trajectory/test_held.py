"""What is laid out and said in a session: its arc re-arranged, the cards of its generative moment, if–then plans."""

from typing import Any

import pytest
from django.db import connection

from handrail.ledger.refusals import CannotMove, Stale
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Missing, NotYours
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem, order_of
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.sections import Section
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal

# The arc


def arrange(session: Session, mara: Person, section: str, **wish: Any) -> None:
    AgendaItem.arrange(session, by=mara, at=now(), section=section, **wish)


def order(session: Session) -> list[str]:
    return [each.value for each in order_of(AgendaItem.objects.filter(session=session))]


def test_nothing_rearranged_leaves_no_row(first_session: Session, mara: Person) -> None:
    arrange(first_session, mara, "opening")
    arrange(first_session, mara, "goal_setting", position=4)
    assert not AgendaItem.objects.exists()
    assert order(first_session) == Section.values


def test_a_section_comes_elsewhere_and_back_again(first_session: Session, mara: Person) -> None:
    arrange(first_session, mara, "generative", position=1)
    assert order(first_session)[:3] == ["opening", "generative", "weekly_goals"]
    arrange(first_session, mara, "close", position=0)
    arrange(first_session, mara, "close", position=5)
    arrange(first_session, mara, "generative", position=3)
    assert order(first_session) == Section.values
    assert not AgendaItem.objects.exclude(position=None).exists()


def test_longer_and_left_out_are_two_wishes_for_one_row(first_session: Session, mara: Person) -> None:
    arrange(first_session, mara, "weekly_goals", minutes=15)
    arrange(first_session, mara, "weekly_goals", minutes=15, skipped=True)
    arrange(first_session, mara, "weekly_goals", minutes=15, skipped=True)
    assert AgendaItem.objects.get().revision == 2


def test_what_is_over_is_not_rearranged_and_a_client_does_not(
    first_session: Session, mara: Person, jonas: Person
) -> None:
    with pytest.raises(NotYours):
        arrange(first_session, jonas, "opening", minutes=5)
    arrange(first_session, mara, "opening", minutes=5)
    assert not AgendaItem.objects.visible_to(jonas).exists()
    first_session.hold(by=mara, at=now())
    with pytest.raises(CannotMove):
        arrange(first_session, mara, "opening", minutes=6)


# The cards


def test_each_card_is_written_by_itself_and_nobody_is_written_over(
    first_session: Session, mara: Person, jonas: Person
) -> None:
    def write(card: str, text: str, base: str | None = None) -> Any:
        return Exploration.write(first_session, by=mara, at=now(), coachee=jonas, card=card, text=text, base=base)

    assert write("topic", "  ") == first_session
    write("topic", "The evenings")
    write("wants", "To be at home when I am at home")
    assert Exploration.objects.get().topic == "The evenings"
    with pytest.raises(Stale):
        write("topic", "The mornings", base=fingerprint(""))
    write("topic", "The mornings", base=fingerprint("The evenings"))
    assert Exploration.objects.visible_to(jonas).get().topic == "The mornings"


def test_nobody_else_writes_on_somebodys_cards(first_session: Session, jonas: Person, amina: Person) -> None:
    with pytest.raises(NotYours):
        Exploration.write(first_session, by=amina, at=now(), coachee=jonas, card="topic", text="Hers")


# If, then


@pytest.mark.parametrize(
    ("obstacle", "response"),
    [
        ("it rains", "take the tram halfway"), ("If it rains, ", "then I will take the tram halfway."),
        ("when it rains…", "I’ll take the tram halfway"), ("if it rains,", "Then, I will take the tram halfway"),
    ],
)  # fmt: skip
def test_however_it_is_typed_it_reads_in_the_exact_form(
    call_ann: Action, jonas: Person, obstacle: str, response: str
) -> None:
    plan = CopingPlan.make(call_ann, by=jonas, at=now(), obstacle=obstacle, response=response)
    assert plan.sentence == "If it rains, then I will take the tram halfway."


@pytest.mark.parametrize(
    ("obstacle", "response", "bare"),
    [
        ("Als het regent,", "dan zal ik de tram nemen.", ("het regent", "de tram nemen")),
        ("Wenn es regnet", "dann werde ich die Bahn nehmen", ("es regnet", "die Bahn nehmen")),
        ("it rains", "Dan drives me", ("it rains", "Dan drives me")),
    ],
)  # fmt: skip
def test_dutch_and_german_bring_their_own_words_and_dan_stays_a_friend(
    call_ann: Action, jonas: Person, obstacle: str, response: str, bare: tuple[str, str]
) -> None:
    plan = CopingPlan.make(call_ann, by=jonas, at=now(), obstacle=obstacle, response=response)
    assert (plan.obstacle, plan.response) == bare


def test_half_a_plan_is_none(call_ann: Action, jonas: Person) -> None:
    with pytest.raises(Missing):
        CopingPlan.make(call_ann, by=jonas, at=now(), obstacle="If", response="ring anyway")


# Columns that came later

LATER = ("id", "revision", "best", "higher", "anchor")


def test_a_row_older_than_its_columns_still_has_a_true_history(
    sleep: Goal, mara: Person, jonas: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def columns_of_that_day(row: Any) -> list[Any]:
        return [column for column in WeeklyGoal._meta.concrete_fields if column.attname not in LATER]

    with monkeypatch.context() as before:
        before.setattr(WeeklyGoal, "columns", columns_of_that_day)
        week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="No phone in bed")
    assert list(verify_all()) == []
    week.review(by=mara, at=now(), percent=60, best="Four nights")
    assert list(verify_all()) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trajectory_weeklygoal SET higher = 'secret'")
    assert [difference.column for difference in verify_all()] == ["higher"]


def test_a_fact_is_about_somebody_who_takes_part(walk: Trajectory, mara: Person, amina: Person) -> None:
    with pytest.raises(NotYours):
        Fact.keep(walk, by=mara, at=now(), coachee=amina, text="Night shifts")
    assert not Fact.objects.exists()
