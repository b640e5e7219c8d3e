"""The nouns of this package, for Django to find."""

from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.calendars.subscription import Subscription
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.draft import Draft
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.guest import Guest
from handrail.trajectory.habit import Habit
from handrail.trajectory.handling import Handling
from handrail.trajectory.idea import Idea
from handrail.trajectory.impression import Impression
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.intention import Intention
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.method import Method
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.participant import Participant
from handrail.trajectory.pause import Pause
from handrail.trajectory.photo import Photo
from handrail.trajectory.photo_content import PhotoContent
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sentence import Sentence
from handrail.trajectory.session import Session
from handrail.trajectory.sorted_line import SortedLine
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.upload import Upload
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Brainstorm",
    "CheckIn",
    "CopingPlan",
    "Domain",
    "Draft",
    "DueDateChange",
    "Exercise",
    "Exploration",
    "Fact",
    "FeedAddress",
    "Feedback",
    "Goal",
    "Guest",
    "Habit",
    "Handling",
    "Idea",
    "Impression",
    "IntakeKey",
    "Intention",
    "KnownEvent",
    "Lapse",
    "Measure",
    "MeasureEntry",
    "Method",
    "Milestone",
    "Note",
    "Outreach",
    "Participant",
    "Pause",
    "Photo",
    "PhotoContent",
    "Preparation",
    "Prompt",
    "Reflection",
    "Review",
    "ScaleAnswer",
    "Sentence",
    "Session",
    "SortedLine",
    "StageEntry",
    "Subscription",
    "Summary",
    "Tick",
    "Trajectory",
    "Upload",
    "Vision",
    "WeeklyGoal",
    "Win",
]
