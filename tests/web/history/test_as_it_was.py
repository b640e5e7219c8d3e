"""The whole trajectory as it stood at the end of a day."""

from collections.abc import Callable
from html import unescape

from django.test import Client

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.whole import Whole
from tests.web.history.story import Story

Phone = Callable[[Person], Client]


def then(phone: Phone, person: Person, story: Story, on: str, status: int = 200) -> str:
    page = phone(person).get(f"/trajectories/{story.trajectory.pk}/as-it-was", {"on": on} if on else {})
    assert page.status_code == status
    return unescape(page.content.decode())


def test_a_day_in_march_reads_as_it_did(phone: Phone, story: Story, mara: Person, jonas: Person) -> None:
    page = then(phone, mara, story, "2026-03-06")
    for each in ("Call Ann about the late shift, once", "first meant for", "The evenings are long."):
        assert each in then(phone, jonas, story, "2026-03-06")
    assert "As it was on 6 March" in page
    assert "Call Ann about the late shift, once" in page
    assert "first meant for Friday 6 March" in page
    assert "by Monday 9 March" in page
    assert "I sleep, and mornings are mine." in page
    assert "Sleep through the night" in page
    assert "Write Ann one message" not in page
    assert "The evenings are long." in page


def test_the_knob_stands_on_that_day_and_can_be_held(phone: Phone, story: Story, jonas: Person) -> None:
    page = then(phone, jonas, story, "2026-03-06")
    assert f'data-hold="/trajectories/{story.trajectory.pk}/as-it-was"' in page
    assert 'data-today="2026-04-29"' in page
    assert "On that day" in page


def test_one_walks_from_day_to_day_on_which_something_happened(phone: Phone, story: Story, jonas: Person) -> None:
    page = then(phone, jonas, story, "2026-03-20")
    assert 'href="?on=2026-03-18" rel="prev"' in page
    assert 'href="?on=2026-03-21" rel="next"' in page


def test_a_reflection_is_read_on_the_days_it_was_shared(phone: Phone, story: Story, mara: Person) -> None:
    assert "I said no and nobody minded." in then(phone, mara, story, "2026-03-06")
    assert "I said no and nobody minded." not in then(phone, mara, story, "2026-03-04")


def test_before_it_began_says_so(phone: Phone, story: Story, jonas: Person) -> None:
    page = then(phone, jonas, story, "2020-02-29")
    assert "That was before it began" in page
    assert "?on=2026-03-02" in page


def test_a_day_that_cannot_be_shown_gets_a_sentence(phone: Phone, story: Story, jonas: Person) -> None:
    sentences = {
        "2026-13-44": "That is not a day in the calendar.",
        "tomorrow": "That is not a day in the calendar.",
        "2026-03-05\0": "That is not a day in the calendar.",
        "9999-12-31": "That year is out of reach.",
        "0001-01-01": "That year is out of reach.",
        "2026-05-20": "That day is still ahead.",
    }
    for typed, sentence in sentences.items():
        page = then(phone, jonas, story, typed, 422)
        assert sentence in page
        assert f'value="{typed}"' in page


def test_without_a_day_it_is_today(phone: Phone, story: Story, jonas: Person) -> None:
    assert "As it was on 29 April" in then(phone, jonas, story, "")


def test_today_is_what_the_tables_say(story: Story, jonas: Person) -> None:
    today, rows = Whole.on(story.trajectory, jonas, day=now().date()), Whole.of(story.trajectory, jonas, at=now())
    assert {noun: [row.values() for row in today.every(noun)] for noun in rows.rows} == {
        noun: [row.values() for row in rows.every(noun)] for noun in rows.rows
    }


def test_the_day_ends_where_the_reader_is(phone: Phone, story: Story, jonas: Person) -> None:
    # The first session ended at noon in Amsterdam, when it was midnight in Auckland.
    assert "Going on now" not in then(phone, jonas, story, "2026-03-03")
    jonas.move(by=jonas, at=now(), zone="Pacific/Auckland")
    assert "Going on now" in then(phone, jonas, story, "2026-03-03")
