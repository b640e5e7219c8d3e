"""What became of the practice's own clients moves the frequencies, once there is enough of it."""

from handrail.signals.facts import Due, Facts
from handrail.signals.outcomes import WEIGHT, frequencies, moments
from handrail.signals.points import BANDS

LEARNERS = [band.share for band in BANDS]
STEADY = Facts(today=300, active=tuple(range(0, 301, 2)), dues=tuple(Due(day, done=day) for day in range(7, 300, 14)))


def test_somebody_who_stayed_is_ten_moments_without_a_stall() -> None:
    assert [stalled for _, stalled in moments(STEADY)] == [False] * 10


def test_somebody_who_left_stalled_once_and_is_not_counted_on() -> None:
    gone = Facts(today=300, active=tuple(range(0, 200, 2)), dues=STEADY.dues)
    assert [stalled for _, stalled in moments(gone)].count(True) == 1
    assert len(list(moments(gone))) == 8


def test_somebody_who_came_to_the_end_did_not_stall() -> None:
    done = Facts(today=300, active=tuple(range(0, 200, 2)), dues=STEADY.dues)
    assert not any(stalled for _, stalled in moments(done, completed=True))


def test_a_few_own_moments_change_nothing() -> None:
    assert frequencies([(0, True)] * 50) == (0, LEARNERS)


def test_many_move_the_frequency_of_their_band_and_never_let_more_points_mean_less() -> None:
    since = BANDS[5].since
    seen, shares = frequencies([(since, False)] * 800 + [(since, True)] * 200)
    assert seen == 1000
    assert LEARNERS[4] < shares[5] < LEARNERS[5]
    assert abs(shares[5] - (WEIGHT * LEARNERS[5] + 200) / (WEIGHT + 1000)) < 0.001
    assert shares == sorted(shares)
