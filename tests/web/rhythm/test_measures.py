"""Numbers over weeks: written down in two taps, drawn by the server, never red."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.web.coachee.paths import ODD, TODAY, Phone, words


@pytest.fixture
def hours(walk: Trajectory, jonas: Person) -> Measure:
    return Measure.add(
        walk, by=jonas, at=now(), coachee=jonas, name="Sleep", unit="h", target=Decimal(8), start_value=Decimal(5)
    )


def to(name: str, *rows: Model) -> str:
    return reverse(f"rhythm:{name}", args=[row.pk for row in rows])


def test_from_today_a_number_is_two_taps(phone: Phone, jonas: Person, walk: Trajectory, hours: Measure) -> None:
    browser = phone(jonas)
    page = words(browser.get(TODAY))
    assert f'href="{to("measure", walk, hours)}#record">Sleep</a>' in page
    assert "autofocus" in words(browser.get(to("measure", walk, hours)))
    kept = browser.post(to("entries", walk, hours), {"value": "7,5", "remark": ODD}, follow=True)
    assert "Kept: 7.5 h." in words(kept)
    assert MeasureEntry.objects.get().value == Decimal("7.5")
    assert "write the number down" not in words(browser.get(TODAY)), "once a week is enough"


def test_the_plot_shows_the_line_to_reach_and_the_remarks_without_style(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, hours: Measure, clock: Clock
) -> None:
    for value in (6, 7):
        MeasureEntry.record(hours, by=jonas, at=now(), value=Decimal(value), remark="Windows open")
        clock.go(days=7)
    for who in (jonas, mara):
        page = words(phone(who).get(to("measure", walk, hours)))
        assert 'class="aim"' in page
        assert "<title>2 March: 6 h · Windows open</title>" in page
        assert "Sleep, 7 h by now; the line is 8 h" in page
        assert page.count('<p class="said">Windows open</p>') == 2
        assert "style=" not in page
        assert not re.search(r'class="[^"]*(red|green|bad|good)', page)


@pytest.mark.parametrize("typed", ["NaN", "inf", "1e400", "", "x" * 5_000, "99999999999", "-99999999999", "1,200"])
def test_what_is_no_number_is_refused_kindly_and_kept(
    phone: Phone, jonas: Person, walk: Trajectory, hours: Measure, typed: str
) -> None:
    refused = phone(jonas).post(to("entries", walk, hours), {"value": typed, "remark": "Windows open"})
    assert refused.status_code == 422
    assert "Windows open" in words(refused)
    assert typed in words(refused)
    assert not MeasureEntry.objects.exists()


def test_a_day_ahead_is_refused_and_one_before_is_kept(
    phone: Phone, jonas: Person, walk: Trajectory, hours: Measure
) -> None:
    browser, today = phone(jonas), jonas.today(now())
    for days, status in ((1, 422), (-3, 302)):
        day = (today + timedelta(days=days)).isoformat()
        assert browser.post(to("entries", walk, hours), {"value": "6", "measured_on": day}).status_code == status


def test_what_adds_up_is_told_as_a_sum(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    browser = phone(jonas)
    made = browser.post(
        to("measures", walk),
        {"name": "Walked", "unit": "km", "cadence": "weekly", "direction": "up", "cumulative": "on", "target": "100"},
        follow=True,
    )
    assert "is being measured from now on" in words(made)
    walked = Measure.objects.get()
    for value in ("12", "8,5"):
        browser.post(to("entries", walk, walked), {"value": value})
    assert "Walked, 20.5 km by now; the line is 100 km" in words(browser.get(to("measures", walk)))
    assert words(browser.get(to("scorecard", walk))).count('<td class="number">20.5</td>') == 2


def test_the_coach_adds_changes_ends_and_takes_up(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    desk = phone(mara)
    given = {"name": "Evenings free", "unit": "", "cadence": "weekly", "direction": "up"}
    desk.post(to("measures", walk), given)
    free = Measure.objects.get()
    assert free.coachee == jonas
    desk.post(to("measure-wording", walk, free), {**given, "target": "3,5"})
    free.refresh_from_db()
    assert free.target == Decimal("3.5")
    for state in ("ended", "active"):
        desk.post(to("measure-state", walk, free), {"state": state})
        free.refresh_from_db()
        assert free.state == state
    assert desk.post(to("measure-state", walk, free), {"state": "burnt"}).status_code == 404


def test_a_wrong_number_is_corrected(phone: Phone, jonas: Person, walk: Trajectory, hours: Measure) -> None:
    entry = MeasureEntry.record(hours, by=jonas, at=now(), value=Decimal(70))
    browser = phone(jonas)
    refused = browser.post(to("correction", walk, entry), {"value": "seven"})
    assert refused.status_code == 422
    assert "seven" in words(refused)
    browser.post(to("correction", walk, entry), {"value": "7"})
    entry.refresh_from_db()
    assert (entry.value, entry.revision) == (Decimal(7), 2)


def test_an_ended_one_takes_no_number(phone: Phone, jonas: Person, walk: Trajectory, hours: Measure) -> None:
    browser = phone(jonas)
    hours.end(by=jonas, at=now())
    refused = browser.post(to("entries", walk, hours), {"value": "7", "remark": "Windows open"})
    assert refused.status_code == 422
    assert "moved on" in words(refused)
    assert "You had typed: 7 Windows open" in words(refused)


def test_in_a_group_a_measure_is_somebody_s(phone: Phone, mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    desk = phone(mara)
    given = {"name": "Sleep", "cadence": "weekly", "direction": "up"}
    assert desk.post(to("measures", group), given).status_code == 422
    desk.post(to("measures", group), {**given, "coachee": str(amina.pk)})
    hers = Measure.objects.get()
    assert phone(jonas).get(to("measure", group, hers)).status_code == 404
    assert phone(jonas).post(to("entries", group, hers), {"value": "1"}).status_code == 404
    assert phone(amina).get(to("measure", group, hers)).status_code == 200


def test_a_measure_of_another_trajectory_is_not_found_under_this_one(
    phone: Phone, mara: Person, amina: Person, walk: Trajectory, hours: Measure
) -> None:
    other = begin(mara, amina)
    assert phone(mara).get(to("measure", other, hours)).status_code == 404


@pytest.mark.parametrize("count", [2, 9])
def test_the_pages_cost_the_same_for_two_measures_and_for_nine(
    phone: Phone, jonas: Person, walk: Trajectory, count: int
) -> None:
    for number in range(count):
        one = Measure.add(walk, by=jonas, at=now(), coachee=jonas, name=f"Number {number}")
        for _ in range(count):
            MeasureEntry.record(one, by=jonas, at=now(), value=Decimal(number))
    browser = phone(jonas)
    browser.get(TODAY)
    for page in ("measures", "scorecard"):
        with CaptureQueriesContext(connection) as asked:
            browser.get(to(page, walk))
        assert len(asked) == 6


def test_whoever_coaches_and_is_coached_keeps_the_two_apart(
    phone: Phone, mara: Person, tomas: Person, jonas: Person, walk: Trajectory, hours: Measure
) -> None:
    """Tomás leads Amina and is led by Mara: on his own side he is a client like others."""
    add_person(by=mara, at=now(), name=tomas.name, email=tomas.email, roles=("coachee",))
    own = begin(mara, tomas)
    browser = phone(tomas)
    page = words(browser.get(to("measures", own)))
    assert 'href="/my/' in page
    browser.post(to("measures", own), {"name": "Runs", "cadence": "weekly", "direction": "up"})
    assert Measure.objects.get(trajectory=own).coachee == tomas
    assert browser.get(to("measures", walk)).status_code == 404


def test_while_a_yes_is_taken_back_nothing_opens(phone: Phone, jonas: Person, walk: Trajectory, hours: Measure) -> None:
    Consent.objects.filter(person=jonas)[0].withdraw(by=jonas, at=now())
    browser = phone(jonas)
    for page in (to("measures", walk), to("measure", walk, hours), to("check-ins", walk)):
        assert browser.get(page)["Location"] == reverse("coachee:consent")
    assert browser.post(to("entries", walk, hours), {"value": "7"})["Location"] == reverse("coachee:consent")
    assert not MeasureEntry.objects.exists()
