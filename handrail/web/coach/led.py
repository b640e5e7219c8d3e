"""What a coach's page may be about: rows of the trajectories this person leads. A coach who is somebody's client
reaches that trajectory too, but through the client's pages."""

from typing import TypeVar
from uuid import UUID

from handrail.trajectory.belonging import Belonging
from handrail.trajectory.trajectory import Trajectory
from handrail.web.doors import found
from handrail.web.request import Request

Row = TypeVar("Row", bound=Belonging)


def led_trajectory(request: Request, trajectory_id: UUID) -> Trajectory:
    return found(Trajectory.objects.led_by(request.person).select_related("coach", "practice"), trajectory_id)


def led_row(request: Request, noun: type[Row], row_id: UUID) -> Row:
    reached = noun.reached_by(request.person)
    mine = reached.filter(trajectory__in=Trajectory.objects.led_by(request.person))
    row: Row = found(mine.select_related("trajectory__coach", "trajectory__practice"), row_id)
    return row
