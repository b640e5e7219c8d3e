"""What is looked back on as lines: each with where it began, where it is, and all of it in numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from handrail.trajectory.looking_back import Back, Course, Scaled
from handrail.trajectory.measuring import Plot, Taken, plot
from handrail.trajectory.report_draft import worded
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.measured import Measured, measured

TEN, HUNDRED = Decimal(10), Decimal(100)
# Of each kind; what is tried or asked most often comes first.
AT_MOST = 6


@dataclass(frozen=True)
class Drawn:
    """One line. `about` is what the number is of, where the label does not say it."""

    label: str
    plot: Plot
    taken: Sequence[Taken]
    about: str = ""
    unit: str = ""
    target: Decimal | None = None

    @property
    def last_said(self) -> Taken | None:
        """The newest number that has words beside it."""
        return next((each for each in reversed(self.taken) if each.remark), None)

    @property
    def then(self) -> str:
        return worded(self.plot.points[0].value, self.unit)

    @property
    def now(self) -> str:
        return worded(self.plot.points[-1].value, self.unit)

    @property
    def on_paper(self) -> list[tuple[float, float]]:
        """Where each number lies on a sheet that is 100 wide and 24 high."""
        return [(point.x, round(point.y * 0.24, 2)) for point in self.plot.points]

    @property
    def says(self) -> str:
        """What a picture of it shows, in words."""
        return _("%(label)s: %(then)s at first, %(now)s now") % {
            "label": self.label, "then": self.then, "now": self.now,
        }  # fmt: skip


def of_goal(course: Course) -> Drawn | None:
    """The client's own number for it, once there are more than those it began with and has now."""
    return _line(course.goal.text, course.numbers, high=TEN) if len(course.numbers) > 2 else None


def scales(back: Back) -> list[Drawn]:
    return _some(_line(each.asked, each.taken, high=TEN, about=_about(each)) for each in back.scales)


def experiments(back: Back) -> list[Drawn]:
    """A week's result stands on its last day."""
    return _some(_experiment(weeks) for weeks in back.experiments)


def measures(back: Back) -> list[Drawn]:
    return _some(_measure(each) for each in measured(back.whole))


def _experiment(weeks: Sequence[WeeklyGoal]) -> Drawn | None:
    taken = [Taken(week.ends_on, Decimal(week.percent), week.learned) for week in weeks if week.percent is not None]
    first, last = weeks[0].text, weeks[-1].text
    about = _("at first: %(text)s") % {"text": first} if first != last else ""
    return _line(last, taken, high=HUNDRED, unit="%", about=about)


def _measure(each: Measured) -> Drawn | None:
    measure = each.measure
    if each.plot is None or len(each.plot.points) < 2:
        return None
    return Drawn(measure.name, each.plot, each.taken, unit=measure.unit, target=measure.target)


def _line(label: str, taken: Sequence[Taken], *, high: Decimal, unit: str = "", about: str = "") -> Drawn | None:
    line = plot(taken, low=Decimal(0), high=high) if len(taken) > 1 else None
    return Drawn(label, line, taken, about, unit) if line else None


def _about(scaled: Scaled) -> str:
    return "" if scaled.about == scaled.asked else scaled.about


def _some(lines: Iterable[Drawn | None]) -> list[Drawn]:
    def drawn() -> Iterator[Drawn]:
        yield from (line for line in lines if line)

    return list(drawn())[:AT_MOST]
