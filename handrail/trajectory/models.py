"""The nouns of this package, for Django to find."""

from handrail.trajectory.action import Action
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.subscription import Subscription
from handrail.trajectory.draft import Draft
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.participant import Participant
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.upload import Upload
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

__all__ = [
    "Action",
    "Draft",
    "DueDateChange",
    "Exercise",
    "Goal",
    "IntakeKey",
    "KnownEvent",
    "Milestone",
    "Note",
    "Participant",
    "Prompt",
    "Reflection",
    "Review",
    "Session",
    "Subscription",
    "Trajectory",
    "Upload",
    "Vision",
    "WeeklyGoal",
    "Win",
]
