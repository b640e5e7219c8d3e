"""What goes on between sessions, told so that one can read it: by name, in one line a day, and as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from handrail.lib.clock import now
from handrail.lib.picture import picture
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.photo import Photo
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.photos import a_photo
from tests.web.coachee.paths import Phone


@pytest.fixture
def lived(mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action, clock: Clock) -> Trajectory:
    walks = Habit.add(
        walk, by=jonas, at=now(), coachee=jonas, text="Walk home", anchor="after the last call", days="135"
    )
    reads = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Read ten pages")
    area = Domain.add(walk, by=mara, at=now(), coachee=jonas, name="Evenings")
    sleep.place(by=mara, at=now(), domain=area)
    clock.go(days=1)
    Tick.put(walks, by=jonas, at=now())
    Tick.put(reads, by=jonas, at=now(), kept=False)
    Tick.put(reads, by=jonas, at=now(), kept=True)
    Tick.put(walks, by=jonas, at=now(), ticked_on=jonas.today(now()) - timedelta(days=1), kept=False)
    clock.go(hours=1)
    StageEntry.enter(area, by=mara, at=now(), stage="precontemplation", shade="cant")
    slept = Measure.add(walk, by=mara, at=now(), coachee=jonas, name="Hours slept", unit="h", target=Decimal(7))
    entry = MeasureEntry.record(slept, by=jonas, at=now(), value=Decimal("6.5"), remark="The dog")
    entry.correct(by=jonas, at=now(), value=Decimal(6), remark="The dog")
    Lapse.note(
        walk, by=jonas, at=now(), coachee=jonas, kind="planned", habit=reads, until_on=date(2026, 3, 9), what="Rome"
    )
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6, line="Slept like a stone", ticks={walks.pk: True})
    Photo.add(call_ann, by=jonas, at=now(), picture=picture(a_photo()))
    return walk


def read(phone: Phone, person: Person, walk: Trajectory, query: str = "") -> str:
    answer = phone(person).get(f"/trajectories/{walk.pk}/timeline{query}")
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


@pytest.mark.parametrize("who", ["mara", "jonas"])
def test_each_thing_is_told_by_name(phone: Phone, mara: Person, jonas: Person, lived: Trajectory, who: str) -> None:
    page = read(phone, {"mara": mara, "jonas": jonas}[who], lived)
    for words in (
        "“Walk home” kept", "“Read ten pages” kept", "“Walk home” not, Monday 2 March", "Mon, Wed, Fri",
        "in “Evenings”", "Not now", "I can’t", "as the coach sees it", "toward 7", "6.5", "Hours slept", "The dog",
        "A break on purpose", "Rome", "energy 6 of 10", "Slept like a stone", "showed how it looks",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("ticked a day") == 1, "one line a day"
    assert "Precontemplation" not in page


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("?kind=habits", "Walk home", "Hours slept"), ("?kind=check-ins", "Hours slept", "A break on purpose"),
        ("?kind=areas", "Evenings", "Hours slept"), ("?kind=actions", "showed how it looks", "Hours slept"),
    ],
)  # fmt: skip
def test_filters(phone: Phone, jonas: Person, lived: Trajectory, query: str, there: str, away: str) -> None:
    page = read(phone, jonas, lived, query)
    assert there in page
    assert away not in page


def test_versions_links_and_as_it_was(phone: Phone, mara: Person, lived: Trajectory) -> None:
    habit = Habit.objects.get(text="Walk home")
    device = phone(mara)
    answer = device.get(f"/trajectories/{lived.pk}/timeline").content.decode()
    assert f'href="/coach/habits/{habit.pk}"' in answer
    for table, noun in (("habit", Habit), ("lapse", Lapse), ("domain", Domain), ("measure", Measure)):
        row = noun.objects.filter(trajectory=lived)[0]
        assert device.get(f"/trajectories/{lived.pk}/versions/{table}/{row.pk}").status_code == 200
    then = device.get(f"/trajectories/{lived.pk}/as-it-was?on=2026-03-02").content.decode()
    assert "Walk home" in then
    assert "Hours slept" not in then
    today = device.get(f"/trajectories/{lived.pk}/as-it-was").content.decode()
    assert "Not now" in today
    assert ">6 h<" in today
