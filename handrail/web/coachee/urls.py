"""The client's pages, under /my/."""

from django.urls import path

from handrail.web.coachee import actions, consent, goals, map, reflections, sessions, today, vision, weekly_goals, wins

app_name = "coachee"
urlpatterns = [
    path("", today.today, name="today"),
    path("consent", consent.consent, name="consent"),
    path("trajectories/<uuid:trajectory_id>", map.map_, name="map"),
    path("trajectories/<uuid:trajectory_id>/actions", actions.actions, name="actions"),
    path("trajectories/<uuid:trajectory_id>/goals", goals.goals, name="goals"),
    path("trajectories/<uuid:trajectory_id>/reflections", reflections.reflections, name="reflections"),
    path("trajectories/<uuid:trajectory_id>/sessions", map.request_session, name="sessions"),
    path("trajectories/<uuid:trajectory_id>/vision", vision.vision, name="vision"),
    path("trajectories/<uuid:trajectory_id>/vision/revisit", vision.revisit, name="revisit"),
    path("trajectories/<uuid:trajectory_id>/wins", wins.wins, name="wins"),
    path("actions/<uuid:action_id>", actions.action, name="action"),
    path("actions/<uuid:action_id>/agreement", actions.agreement, name="agreement"),
    path("actions/<uuid:action_id>/completion", actions.completion, name="completion"),
    path("actions/<uuid:action_id>/obstacle", actions.obstacle, name="obstacle"),
    path("actions/<uuid:action_id>/postponement", actions.postponement, name="postponement"),
    path("actions/<uuid:action_id>/release", actions.release, name="release"),
    path("actions/<uuid:action_id>/replacement", actions.replacement, name="replacement"),
    path("actions/<uuid:action_id>/start", actions.start, name="start"),
    path("goals/<uuid:goal_id>", goals.goal, name="goal"),
    path("goals/<uuid:goal_id>/confirmation", goals.confirmation, name="confirmation"),
    path("goals/<uuid:goal_id>/milestones", goals.milestones, name="milestones"),
    path("goals/<uuid:goal_id>/refusal", goals.refusal, name="refusal"),
    path("goals/<uuid:goal_id>/weekly-goals", goals.weekly_goals, name="weekly-goals"),
    path("goals/<uuid:goal_id>/wording", goals.wording, name="goal-wording"),
    path("milestones/<uuid:milestone_id>/arrival", goals.milestone, name="milestone"),
    path("reflections/<uuid:reflection_id>", reflections.reflection, name="reflection"),
    path("reflections/<uuid:reflection_id>/omission", reflections.omission, name="omission"),
    path("reflections/<uuid:reflection_id>/submission", reflections.submission, name="submission"),
    path("reflections/<uuid:reflection_id>/visibility", reflections.visibility, name="visibility"),
    path("sessions/<uuid:session_id>", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/learned", sessions.learned, name="learned"),
    path("sessions/<uuid:session_id>/note", sessions.note, name="note"),
    path("weekly-goals/<uuid:weekly_goal_id>", weekly_goals.weekly_goal, name="weekly-goal"),
    path("weekly-goals/<uuid:weekly_goal_id>/agreement", weekly_goals.agreement, name="weekly-agreement"),
    path("weekly-goals/<uuid:weekly_goal_id>/repetition", weekly_goals.repetition, name="again"),
    path("weekly-goals/<uuid:weekly_goal_id>/review", weekly_goals.review, name="review"),
    path("weekly-goals/<uuid:weekly_goal_id>/start", weekly_goals.start, name="weekly-start"),
    path("weekly-goals/<uuid:weekly_goal_id>/wording", weekly_goals.wording, name="weekly-wording"),
]
