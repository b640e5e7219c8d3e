"""A summary's plain lines, and what they are on paper; and what it begins with."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.summary_draft import DRAFTED_FROM, drafted, letter
from handrail.trajectory.summary_text import Block, Line, blocks
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from tests.cast import begin

WRITTEN = """You stayed with it.
Well done.

# What you do
- Call Ann · by Thursday 5 March
* Walk home
• Sleep

> I can say no
> and be kind"""


def test_each_line_says_what_it_is() -> None:
    assert blocks(WRITTEN) == [
        Block("words", (Line("You stayed with it."), Line("Well done."))),
        Block("heading", (Line("What you do"),)),
        Block("items", (Line("Call Ann", "by Thursday 5 March"), Line("Walk home"), Line("Sleep"))),
        Block("quote", (Line("I can say no"), Line("and be kind"))),
    ]


def test_a_dash_a_number_and_an_aside_that_are_none_stay_words() -> None:
    assert blocks("-5 degrees, and #1\n-") == [Block("words", (Line("-5 degrees, and #1"), Line("-")))]
    assert blocks("- · by Thursday") == [Block("items", (Line("· by Thursday"),))]


@given(st.text(alphabet=st.sampled_from("ab #->*•· \n"), max_size=60))
def test_no_word_is_lost_whatever_somebody_types(text: str) -> None:
    shown = "".join(line.text + line.aside for block in blocks(text) for line in block.lines)
    assert [letter for letter in shown if letter in "ab"] == [letter for letter in text if letter in "ab"]


def test_it_begins_with_the_records_of_this_client(
    walk: Trajectory, sleep: Goal, call_ann: Action, first_session: Session, mara: Person, jonas: Person
) -> None:
    first_session.hold(by=mara, at=now())
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="I sleep,\nand mornings are mine.")
    Milestone.add(sleep, by=jonas, at=now(), text="Curtains that keep the light out")
    WeeklyGoal.propose(sleep, by=mara, at=now(), text="Lights out at eleven")
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Told Ruth")
    Action.propose(
        walk, by=mara, at=now(), owner=mara, text="Send the article", due_on=date(2026, 3, 6), session=first_session
    )
    Reflection.ask(
        walk, by=mara, at=now(), coachee=jonas, question="What would a good morning be?", session=first_session
    )
    Note.write(first_session, by=mara, at=now(), visibility="coach_only", text="He is afraid of Ann")
    draft = drafted(Whole.of(walk, mara, at=now()), first_session, jonas)
    assert draft == "\n".join(
        [
            "# What went well",
            "- Told Ruth",
            "",
            "# Your vision",
            "> I sleep,",
            "> and mornings are mine.",
            "",
            "# Your three-month goals",
            "- Sleep through the night · next: Curtains that keep the light out",
            "",
            "# This week",
            "- Lights out at eleven",
            "",
            "# What you do",
            "- Call Ann about the evening shift · by Thursday 5 March",
            "",
            "# What I do",
            "- Send the article · by Friday 6 March",
            "",
            "# To take along",
            "- “What would a good morning be?”",
        ]
    )


def test_what_may_come_in_the_way_stands_in_it_as_long_as_there_is_a_way(
    walk: Trajectory, call_ann: Action, first_session: Session, mara: Person, jonas: Person
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    for about in (call_ann, habit):
        CopingPlan.make(about, by=jonas, at=now(), obstacle="it gets late", response="do five minutes")
    CopingPlan.make(habit, by=jonas, at=now(), obstacle="it rains", response="stop").let_go(by=jonas, at=now())

    def said() -> str:
        return drafted(Whole.of(walk, mara, at=now(), nouns=DRAFTED_FROM), first_session, jonas)

    sentence = "- If it gets late, then I will do five minutes. · "
    assert f"# If something comes in the way\n{sentence}Call Ann about the evening shift\n{sentence}Walk home" in said()
    assert "it rains" not in said()
    call_ann.complete(by=jonas, at=now())
    habit.end(by=jonas, at=now())
    assert "comes in the way" not in said()


def test_what_is_another_s_is_not_in_it(mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    session = Session.note_afterwards(group, by=mara, at=now(), starts_at=now())
    for each in (jonas, amina):
        Goal.propose(group, by=each, at=now(), coachee=each, text=f"A goal of {each.given_name}", sign="Seen")
        day = each.today(now()) + timedelta(days=3)
        Action.propose(group, by=each, at=now(), owner=each, text=f"A step of {each.given_name}", due_on=day)
        Win.add(group, by=each, at=now(), coachee=each, text=f"A win of {each.given_name}")
    draft = drafted(Whole.of(group, mara, at=now()), session, amina)
    assert "A step of Amina" in draft
    assert "Jonas" not in draft


def test_a_day_that_has_gone_by_is_said_as_one(
    walk: Trajectory, call_ann: Action, first_session: Session, mara: Person, jonas: Person
) -> None:
    later = now() + timedelta(days=9)
    assert "- Call Ann about the evening shift · still open, was for " in drafted(
        Whole.of(walk, mara, at=later), first_session, jonas
    )


def test_with_no_records_it_is_empty_and_the_close_stands_around_it(
    walk: Trajectory, first_session: Session, mara: Person, jonas: Person
) -> None:
    draft = drafted(Whole.of(walk, mara, at=now()), first_session, jonas)
    assert draft == ""
    assert letter(draft, learned="I can say no", next_time="Tuesday") == (
        "# What you take away\n> I can say no\n\n# When we meet again\nTuesday"
    )
    assert letter("- x", appreciation="You stayed with it.") == "You stayed with it.\n\n- x"
