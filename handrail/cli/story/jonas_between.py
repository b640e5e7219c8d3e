"""Jonas between his sessions: a habit with a break in it, numbers, how it goes, and a long weekend."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from decimal import Decimal
from functools import partial

from handrail.cli.cast import JONAS, MARA
from handrail.cli.story.teller import Teller
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.check_in import Kind as CheckInKind
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.intention import Intention
from handrail.trajectory.lapse import Kind, Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import Shade, Stage, StageEntry
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import PauseReason, Trajectory
from handrail.trajectory.way_back import Wish, come_back

# Something of the story, and when.
Happens = tuple[datetime, Callable[[], object]]
# Evenings at the table, week by week; the first was counted together, afterwards.
EVENINGS = ((-45, 2, "Counted from memory, for the week before"), (-44, 1, ""), (-37, 1, ""), (-30, 2, ""),
            (-23, 2, "A long weekend, half of it away"), (-16, 2, ""), (-9, 3, "The calendar in the kitchen says so"),
            (-2, 3, ""))  # fmt: skip
# Days of the habit, counted from today; the others went by without it.
KEPT = (-19, -18, -16, -15, -14, -12, -11, -10, -7, -6, -5, -3, -2, -1)


def jonas_between(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-45, "20:30")
    mara, jonas = tell[MARA], tell[JONAS]
    walk = Trajectory.objects.get(participants__person=jonas)
    evenings = Goal.objects.filter(trajectory=walk, text__startswith="Be home").get()
    area = tell(Domain.add, by=mara, trajectory=walk, coachee=jonas, name="Evenings at home")
    tell(evenings.place, by=mara, domain=area)
    tell(StageEntry.enter, by=mara, domain=area, stage=Stage.CONTEMPLATION)
    table = tell(
        Measure.add, by=jonas, trajectory=walk, coachee=jonas, goal=evenings, name="Evenings at the table",
        unit="evenings", start_value=Decimal(1), target=Decimal(3),
    )  # fmt: skip
    later = [*_numbers(tell, table), *_stages(tell, walk, area), *_weekend(tell, walk), *_habit(tell, walk, evenings)]
    for at, happens in sorted(
        [*later, *_how_it_goes(tell, walk), *_before_the_next(tell, walk)], key=lambda each: each[0]
    ):
        yield at
        happens()


def _numbers(tell: Teller, table: Measure) -> Iterator[Happens]:
    for day, value, remark in EVENINGS:
        on = tell.on(day - 7 if day == EVENINGS[0][0] else day)
        yield (
            tell.day(day, "20:45"),
            partial(tell, MeasureEntry.record, by=tell[JONAS], measure=table, value=Decimal(value), measured_on=on,
                    remark=remark),
        )  # fmt: skip


def _stages(tell: Teller, walk: Trajectory, area: Domain) -> Iterator[Happens]:
    yield tell.day(-40, "11:20"), partial(tell, StageEntry.enter, by=tell[MARA], domain=area, stage=Stage.PREPARATION)
    yield tell.day(-27, "21:40"), partial(tell, StageEntry.enter, by=tell[JONAS], domain=area, stage=Stage.ACTION)

    def says_no() -> None:
        no = tell(Domain.add, by=tell[MARA], trajectory=walk, coachee=tell[JONAS], name="Saying no")
        tell(StageEntry.enter, by=tell[MARA], domain=no, stage=Stage.PRECONTEMPLATION, shade=Shade.CANT)

    yield tell.day(-13, "12:00"), says_no


def _weekend(tell: Teller, walk: Trajectory) -> Iterator[Happens]:
    """A pause in two taps, and the way back: one thing gets another day."""
    jonas = tell[JONAS]
    pause = partial(tell, walk.pause, by=jonas, reason=PauseReason.HOLIDAY, resumes_on=tell.on(-22))
    yield tell.day(-24, "09:00"), pause

    def comes_back() -> None:
        book = Action.objects.get(trajectory=walk, text__startswith="Read the book")
        wishes = {book.pk: Wish("move", tell.on(-14))}
        tell(come_back, by=jonas, trajectory=Trajectory.objects.get(pk=walk.pk), wishes=wishes)

    yield tell.day(-22, "08:10"), comes_back


def _habit(tell: Teller, walk: Trajectory, evenings: Goal) -> Iterator[Happens]:
    jonas = tell[JONAS]
    found: list[Habit] = []

    def begins() -> None:
        found.append(
            tell(
                Habit.add, by=jonas, trajectory=walk, coachee=jonas, goal=evenings, cue_at=time(17, 20),
                text="Phone into the drawer", anchor="when the bell of Sint Jan strikes half past five",
            )
        )  # fmt: skip

    def is_made_likely() -> None:
        sure = tell(
            ScaleAnswer.give, by=jonas, trajectory=walk, about=found[0], scale=Scale.CONFIDENCE, value=7,
        )  # fmt: skip
        tell(sure.explain, by=jonas, why_not_lower="The bell rings whether I want it or not.")
        tell(
            CopingPlan.make, by=jonas, about=found[0], obstacle="somebody rings at twenty to six",
            response="let it ring and call back from the car",
        )  # fmt: skip

    yield tell.day(-20, "21:10"), begins
    yield tell.day(-20, "21:20"), is_made_likely
    for day in KEPT:
        yield tell.day(day, "18:20"), lambda: tell(Tick.put, by=jonas, of=found[0])

    def breaks_on_purpose() -> None:
        away = tell(
            Lapse.note, by=jonas, trajectory=walk, coachee=jonas, kind=Kind.PLANNED, habit=found[0],
            from_on=tell.on(-9), until_on=tell.on(-8), what="The fair in Hamburg: the phone stays on, and I watch it.",
        )  # fmt: skip
        tell(away.learn, by=jonas, learned="Two calls in two days. The drawer was never the reason.")

    yield tell.day(-8, "22:00"), breaks_on_purpose


def _how_it_goes(tell: Teller, walk: Trajectory) -> Iterator[Happens]:
    jonas = tell[JONAS]
    lines = ((-6, 7, "Coffee with her. Light all day."), (-5, 5, ""), (-4, 4, "The yard, three times."), (-2, 7, ""))
    for day, energy, line in lines:
        yield (
            tell.day(day, "21:30"),
            partial(tell, CheckIn.submit, by=jonas, trajectory=walk, kind=CheckInKind.DAILY, energy=energy, line=line),
        )
    first = partial(
        tell, CheckIn.submit, by=jonas, trajectory=walk, kind=CheckInKind.WEEKLY,
        moved="The mail to the head of planning. Two evenings, and a third that nobody had planned.",
        stuck="The yard only has its slot at five.", next_step="Half an hour with her, and nothing prepared.",
    )  # fmt: skip
    yield tell.day(-11, "20:00"), first

    def answers() -> None:
        report = CheckIn.objects.get(trajectory=walk, kind=CheckInKind.WEEKLY)
        said = "A third evening that nobody had planned: what made room for it? Bring that along next time."
        tell(report.answer, by=tell[MARA], text=said)

    yield tell.day(-10, "08:40"), answers
    yield (
        tell.day(-4, "20:00"),
        partial(
            tell, CheckIn.submit, by=jonas, trajectory=walk, kind=CheckInKind.WEEKLY,
            moved="She takes the Monday meeting. Three evenings, all three on the calendar.",
            stuck="Two of five are on leave, so the two decisions wait.", next_step="Choose who sits in my chair.",
        ),
    )  # fmt: skip


def _before_the_next(tell: Teller, walk: Trajectory) -> Iterator[Happens]:
    """What he brings to the session today, and what Mara would not ask him twice."""
    keep = partial(tell, Fact.keep, by=tell[MARA], trajectory=walk, coachee=tell[JONAS])
    for day, fact in ((-44, "Two daughters, eight and eleven"), (-33, "No calls between five and seven: supper")):
        yield tell.day(day, "12:40"), partial(keep, text=fact)

    def brings() -> None:
        ahead = Session.objects.filter(trajectory=walk, state="scheduled").latest("starts_at")
        tell(
            Preparation.say, by=tell[JONAS], session=ahead, energy=6, wish="That you ask me twice when I say “fine”.",
            topic="Who sits in my chair on Mondays, and what I do with the hour.",
        )  # fmt: skip

    def a_minute() -> None:
        ahead = Session.objects.filter(trajectory=walk, state="scheduled").latest("starts_at")
        chosen = "What has helped you change something before, however small?"
        tell(Intention.keep, by=tell[MARA], session=ahead, text="Unhurried", questions=[chosen])

    yield tell.day(-1, "21:10"), brings
    # This morning; or a while ago, where it is still night.
    yield min(tell.day(0, "07:50"), tell.ago(25)), a_minute
