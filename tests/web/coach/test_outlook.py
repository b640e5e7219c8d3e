"""A coach can read how the outlook is counted, and add it up by hand."""

from handrail.practice.person import Person
from handrail.signals.points import BANDS, STALL
from tests.web.coach.paths import Phone, words


def test_a_coach_reads_every_point_and_what_a_sum_means(phone: Phone, mara: Person) -> None:
    page = words(phone(mara).get("/coach/outlook"))
    assert "days since the last sign of life" in page
    assert page.count("<strong>") == sum(len(row.points) for row in STALL.rows)
    assert page.count("about 1 in") == len(BANDS)


def test_a_client_reads_no_such_page(phone: Phone, jonas: Person) -> None:
    assert phone(jonas).get("/coach/outlook").status_code == 404
