"""What people are like between two sessions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Nature:
    """Shares of what there is to do, to write and to report; `takes_on`: actions agreed in a session. Weeks are counted
    from the client's own beginning."""

    does: float
    puts_off: float
    writes: float
    reports: float
    takes_on: int = 2
    months: int = 6
    # From this week on there is a little less of everything each week.
    fades_from: int = 999
    # From this week on nothing is heard.
    stalls_in: int = 999
    # And in this one they end it.
    leaves_in: int = 999
    # The week in which they go on holiday, and for how many.
    away: tuple[int, int] = (999, 0)

    def spirit(self, week: int) -> float:
        """How much of what they usually do they do in this week of theirs."""
        return 0.0 if week >= self.stalls_in else max(0.1, 1.0 - 0.12 * max(0, week - self.fades_from))


NATURES = (
    # Steady, with a holiday in between.
    Nature(does=0.8, puts_off=0.1, writes=0.8, reports=0.9, away=(13, 2)),
    # Does much and writes little.
    Nature(does=0.85, puts_off=0.1, writes=0.2, reports=0.4, months=9),
    # Takes on more than fits in a fortnight.
    Nature(does=0.35, puts_off=0.45, writes=0.6, reports=0.7, takes_on=4, months=9),
    # Stalls, and somebody has to notice.
    Nature(does=0.75, puts_off=0.1, writes=0.7, reports=0.8, months=9, stalls_in=17),
    # Steady, all the year.
    Nature(does=0.75, puts_off=0.15, writes=0.7, reports=0.8, months=12, away=(21, 3)),
    # Fades slowly.
    Nature(does=0.8, puts_off=0.1, writes=0.6, reports=0.8, months=12, fades_from=11),
    # Leaves in the end.
    Nature(does=0.6, puts_off=0.2, writes=0.4, reports=0.5, fades_from=6, leaves_in=15),
    # Writes a great deal.
    Nature(does=0.6, puts_off=0.25, writes=0.95, reports=0.95, months=9, away=(8, 1)),
    # Comes back from a long holiday and does not get going again.
    Nature(does=0.8, puts_off=0.1, writes=0.6, reports=0.7, months=9, away=(10, 4), fades_from=13),
    # Was never quite there.
    Nature(does=0.3, puts_off=0.1, writes=0.15, reports=0.2, takes_on=1, stalls_in=9, leaves_in=22),
)
