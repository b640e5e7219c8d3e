"""The judgement, whatever somebody's life is like: zones and their odd nights, travel, choices, silence, standstills.
Pure: no database, no clock but the one of the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.reminders.judge import (
    UNANSWERED,
    Chosen,
    Class,
    Due,
    Facts,
    Judgement,
    Reason,
    gap_after,
    judge,
    last_day_before,
    opens_again,
    wall_time,
)  # fmt: skip

ANNA = UUID(int=1)
# With half hours, with nights that skip or repeat an hour at odd times, and on both sides of the date line.
ZONES = [
    "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati",
    "America/St_Johns", "Africa/Casablanca", "Asia/Tokyo", "Pacific/Chatham", "America/Sao_Paulo", "UTC",
]  # fmt: skip
# Days around which the clocks change in one or another of them.
STARTS = [date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 3), date(2026, 10, 2), date(2026, 10, 23)]


def due(number: int, on: date, *, class_: Class = Class.PROMPT, hour: int = 1080, over: Reason | None = None) -> Due:
    """Something to be said on the day before."""
    return Due(
        ANNA, "thing", class_, UUID(int=number), on, over=over, opens=wall_time(on - timedelta(days=1), hour),
        closes=wall_time(on, 1440),
    )  # fmt: skip


def at(written: str, zone: str = "Europe/Amsterdam") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass
class Life:
    """One person's: what is due to them, what was said, and rules that may never be broken on the way."""

    facts: Facts
    dues: list[Due]
    done: set[UUID] = field(default_factory=set)
    said: list[tuple[datetime, str, tuple[Due, ...]]] = field(default_factory=list)
    withheld: dict[Due, Reason] = field(default_factory=dict)

    def sweep(self, now: datetime) -> None:
        open_ones = [self._as_it_is(each) for each in self.dues if not self._is_settled(each)]
        judgement = judge(self.facts, open_ones, at=now)
        self.withheld |= {replace(each, over=None): reason for each, reason in judgement.withhold.items()}
        if judgement.say:
            self._check(judgement, now)
            self.said.append((now, self.facts.zone, judgement.say))
            if any(each.class_ == Class.PROMPT for each in judgement.say):
                self.facts = replace(self.facts, prompted=(*self.facts.prompted, now))
            if any(each.class_ == Class.ASKED for each in judgement.say):
                self.facts = replace(self.facts, asked=(*self.facts.asked, now))
        if judgement.apart:
            self.said.append((now, self.facts.zone, judgement.apart))

    def _as_it_is(self, each: Due) -> Due:
        return replace(each, over=Reason.DONE) if each.object_id in self.done else each

    def _is_settled(self, each: Due) -> bool:
        keys = {one.key for _, _, told in self.said for one in told} | {one.key for one in self.withheld}
        return each.key in keys

    def _check(self, judgement: Judgement, now: datetime) -> None:
        wall, chosen = self.facts.wall(now), self.facts.chosen
        assert not chosen.is_quiet(wall.hour * 60 + wall.minute)
        assert not {each.object_id for each in judgement.say} & self.done
        prompts = [each for each in judgement.say if each.class_ == Class.PROMPT]
        if prompts:
            days = [self.facts.wall(sent).date() for sent in self.facts.prompted]
            assert wall.date() not in days
            assert len([day for day in days if (wall.date() - day).days < 7]) < chosen.a_week
            assert chosen.later_until is None or wall.date() >= chosen.later_until
        assert not chosen.stopped
        for each in judgement.say:
            assert each.opens <= wall < each.closes


choices = st.builds(
    Chosen,
    hour=st.sampled_from([8 * 60, 12 * 60 + 30, 18 * 60, 20 * 60 + 45]),
    quiet_from=st.sampled_from([21 * 60, 23 * 60, 0]), quiet_until=st.sampled_from([8 * 60, 6 * 60]),
    a_week=st.integers(1, 3), stopped=st.sampled_from([False] * 9 + [True]),
)  # fmt: skip
steps = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 60 * 40)),
        st.tuples(st.just("travel"), st.sampled_from(ZONES)),
        st.tuples(st.just("done"), st.integers(0, 7)),
        st.tuples(st.just("stir"), st.just(0)),
        st.tuples(st.just("later"), st.integers(1, 5)),
    ),
    min_size=5, max_size=60,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(ZONES), st.sampled_from(STARTS), choices, steps,
    st.lists(st.tuples(st.integers(1, 20), st.sampled_from(list(Class))), max_size=8),
)  # fmt: skip
def test_never_twice_never_after_done_never_at_night_and_nothing_without_a_reason(
    zone: str, start: date, chosen: Chosen, life: list[tuple[str, object]], things: list[tuple[int, Class]]
) -> None:
    dues = [
        due(number, start + timedelta(days=ahead), class_=class_, hour=chosen.hour)
        for number, (ahead, class_) in enumerate(things)
    ]
    anna = Life(Facts(zone, chosen), dues)
    now = datetime.combine(start, time(), ZoneInfo(zone)).astimezone(UTC)
    for what, value in life:
        now = _live(anna, now, what, value)
        anna.sweep(now)
    # Long after, everything has closed somewhere on earth.
    for _ in range(3):
        now += timedelta(days=12)
        anna.sweep(now)
    told = [each.key for _, _, said in anna.said for each in said]
    assert len(told) == len(set(told))
    assert {*told} | {each.key for each in anna.withheld} == {each.key for each in dues}
    assert not {*told} & {each.key for each in anna.withheld}


def _live(anna: Life, now: datetime, what: str, value: object) -> datetime:
    match what, value:
        case "wait", int(minutes):
            return now + timedelta(minutes=minutes)
        case "travel", str(zone):
            anna.facts = replace(anna.facts, zone=zone)
        case "done", int(number):
            anna.done.add(UUID(int=number))
        case "stir", _:
            anna.facts = replace(anna.facts, last_sign=now)
        case "later", int(days):
            until = anna.facts.wall(now).date() + timedelta(days=days)
            anna.facts = replace(anna.facts, chosen=replace(anna.facts.chosen, later_until=until))
    return now


def test_who_flies_west_in_the_week_the_clocks_change_is_told_once_by_the_wall_there() -> None:
    """G2: by Thursday, agreed in Amsterdam; on Wednesday in New York, where the clocks have changed already."""
    anna = Life(Facts("Europe/Amsterdam"), [due(1, date(2026, 3, 12))])
    for hour in _hours(at("2026-03-09T09:00"), days=1):
        anna.sweep(hour)
    anna.facts = replace(anna.facts, zone="America/New_York")
    for hour in _hours(at("2026-03-10T09:00"), days=4):
        anna.sweep(hour)
    ((moment, _, _),) = anna.said
    assert moment == at("2026-03-11T18:00", "America/New_York")


def test_who_flies_on_after_the_message_hears_nothing_twice() -> None:
    anna = Life(Facts("Pacific/Auckland"), [due(1, date(2026, 3, 12)), due(2, date(2026, 3, 12), class_=Class.ASKED)])
    for hour in _hours(at("2026-03-11T12:00", "Pacific/Auckland"), days=1):
        anna.sweep(hour)
        anna.facts = replace(anna.facts, zone="Pacific/Honolulu" if anna.said else "Pacific/Auckland")
    assert len(anna.said) == 1


def _hours(start: datetime, *, days: int) -> Iterator[datetime]:
    return (start + timedelta(hours=hour) for hour in range(24 * days))


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        # 02:30 never comes on 29 March: the first minute after it.
        ("Europe/Amsterdam", 150, "2026-03-29T01:00+00:00"),
        # 02:30 comes twice on 25 October: the first time.
        ("Europe/Amsterdam", 150, "2026-10-25T00:30+00:00"),
        # Lord Howe moves by half an hour: 02:15 never comes on 4 October.
        ("Australia/Lord_Howe", 135, "2026-10-03T15:30+00:00"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice(zone: str, hour: int, expected: str) -> None:
    moment = datetime.fromisoformat(expected)
    day = moment.astimezone(ZoneInfo(zone)).date()
    chosen = Chosen(hour=hour, quiet_from=0, quiet_until=0)
    anna = Life(Facts(zone, chosen), [due(1, day + timedelta(days=1), hour=hour)])
    for minute in range(-180, 240):
        anna.sweep(moment + timedelta(minutes=minute))
    ((told_at, _, _),) = anna.said
    assert told_at == moment


def test_a_worker_that_was_off_for_a_week_says_what_still_helps_in_one_message() -> None:
    dues = [due(number, date(2026, 3, 2) + timedelta(days=number)) for number in range(1, 9)]
    judgement = judge(Facts("UTC"), dues, at=at("2026-03-09T19:00", "UTC"))
    assert {each.moment.day for each in judgement.say} == {9, 10}
    assert set(judgement.withhold.values()) == {Reason.BY_NOW}
    assert len(judgement.withhold) == 6


def test_a_clock_that_jumped_ahead_and_back_silences_nobody() -> None:
    facts = Facts("UTC", prompted=(at("2027-03-09T18:00", "UTC"),), last_sign=at("2027-03-09T19:00", "UTC"))
    assert judge(facts, [due(1, date(2026, 3, 10))], at=at("2026-03-09T18:00", "UTC")).say
    nearly = Facts("UTC", prompted=(at("2026-03-10T00:00", "UTC"),))
    chosen = Chosen(quiet_from=0, quiet_until=0)
    slightly_back = judge(replace(nearly, chosen=chosen), [due(1, date(2026, 3, 10))], at=at("2026-03-09T23:59", "UTC"))
    assert set(slightly_back.withhold.values()) == {Reason.BUDGET}


def test_who_does_not_answer_hears_less_and_then_their_coach_does() -> None:
    facts = Facts("UTC", Chosen(a_week=3), last_sign=at("2026-03-01T12:00", "UTC"))
    anna = Life(facts, [due(number, date(2026, 3, 2) + timedelta(days=number)) for number in range(60)])
    handed = []
    for hour in _hours(at("2026-03-01T00:00", "UTC"), days=62):
        before = len(anna.withheld)
        anna.sweep(hour)
        new = list(anna.withheld.values())[before:]
        handed += [hour for reason in new if reason == Reason.HANDED_OVER]
    assert len(anna.said) == UNANSWERED
    gaps = [(b - a).days for (a, _, _), (b, _, _) in zip(anna.said, anna.said[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert handed
    # They stir: the next thing is said again.
    anna.facts = replace(anna.facts, last_sign=at("2026-05-05T12:00", "UTC"))
    anna.dues.append(due(99, date(2026, 5, 7)))
    anna.sweep(at("2026-05-06T18:00", "UTC"))
    assert len(anna.said) == UNANSWERED + 1


def test_the_gap_grows_with_the_silence() -> None:
    assert [gap_after(days) for days in (0, 1, 2, 9, 10, 29, 30, 300)] == [1, 1, 2, 2, 7, 7, 14, 14]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts("UTC", Chosen(stopped=True)), Reason.STOPPED),
        (Facts("UTC", Chosen(without=frozenset({"thing"}))), Reason.STOPPED_KIND),
        (Facts("UTC", Chosen(held=True)), Reason.HELD),
        (Facts("UTC", Chosen(later_until=date(2026, 3, 20))), Reason.LATER),
        (Facts("UTC", has_way=False), Reason.NO_WAY),
        (Facts("UTC", consents=False), Reason.CONSENT),
    ],
)
def test_a_choice_is_honoured_and_what_is_essential_comes_all_the_same(facts: Facts, reason: Reason) -> None:
    now = at("2026-03-09T18:00", "UTC")
    prompt, essential = due(1, date(2026, 3, 10)), due(2, date(2026, 3, 10), class_=Class.ESSENTIAL)
    judgement = judge(facts, [prompt, essential], at=now)
    assert judgement.withhold[prompt] == reason
    assert judgement.apart == ((essential,) if reason != Reason.CONSENT else ())


def test_what_is_essential_keeps_no_quiet_hours_and_is_not_counted() -> None:
    night = at("2026-03-10T03:00", "UTC")
    essential = due(1, date(2026, 3, 10), class_=Class.ESSENTIAL)
    assert judge(Facts("UTC", prompted=(night,)), [essential], at=night).apart == (essential,)
    assert judge(Facts("UTC"), [due(2, date(2026, 3, 10))], at=night) == Judgement()


def test_only_on_the_days_somebody_chose() -> None:
    """Due on Thursday; Mondays and Tuesdays only: on Tuesday."""
    assert last_day_before(date(2026, 3, 12), "12") == date(2026, 3, 10)
    assert last_day_before(date(2026, 3, 12), "4") == date(2026, 3, 5)
    assert last_day_before(date(2026, 3, 12), "") is None


def test_what_was_asked_for_at_an_hour_of_the_night_comes_then_and_wakes_nothing_else() -> None:
    half_past_six, tomorrow = at("2026-03-04T06:30"), date(2026, 3, 5)
    asked, other = (due(number, tomorrow, class_=Class.ASKED, hour=390) for number in (1, 2))
    asked = replace(asked, wakes=True)
    judgement = judge(Facts("Europe/Amsterdam"), [asked, other], at=half_past_six)
    assert (judgement.say, judgement.withhold) == ((asked,), {})


def test_quiet_hours_end_in_the_morning_also_when_the_night_has_begun() -> None:
    chosen = Chosen()
    assert opens_again(chosen, wall_time(date(2026, 3, 10), 22 * 60)) == wall_time(date(2026, 3, 11), 8 * 60)
    assert opens_again(chosen, wall_time(date(2026, 3, 11), 3 * 60)) == wall_time(date(2026, 3, 11), 8 * 60)
