"""The work of a trajectory, for its coach: part of the namespace "coach"."""

from django.urls import path

from handrail.web.coach import actions, exercises, goals, milestones, prompts, reflections, vision, weekly_goals, wins

urlpatterns = [
    path("trajectories/<uuid:trajectory_id>/actions", actions.actions, name="actions"),
    path("actions/<uuid:action_id>", actions.action, name="action"),
    path("actions/<uuid:action_id>/completion", actions.completion, name="completion"),
    path("actions/<uuid:action_id>/start", actions.start, name="action-start"),
    path("actions/<uuid:action_id>/postponement", actions.postponement, name="action-postponement"),
    path("actions/<uuid:action_id>/obstacle", actions.obstacle, name="action-obstacle"),
    path("actions/<uuid:action_id>/release", actions.release, name="action-release"),
    path("actions/<uuid:action_id>/replacement", actions.replacement, name="action-replacement"),
    path("actions/<uuid:action_id>/wording", actions.wording, name="action-wording"),
    path("trajectories/<uuid:trajectory_id>/goals", goals.goals, name="goals"),
    path("goals/<uuid:goal_id>", goals.goal, name="goal"),
    path("goals/<uuid:goal_id>/wording", goals.wording, name="goal-wording"),
    path("goals/<uuid:goal_id>/standing", goals.standing, name="goal-standing"),
    path("goals/<uuid:goal_id>/reviews", goals.reviews, name="goal-reviews"),
    path("goals/<uuid:goal_id>/milestones", milestones.milestones, name="milestones"),
    path("milestones/<uuid:milestone_id>/standing", milestones.standing, name="milestone-standing"),
    path("goals/<uuid:goal_id>/weekly-goals", weekly_goals.weekly_goals, name="weekly-goals"),
    path("weekly-goals/<uuid:weekly_goal_id>", weekly_goals.weekly_goal, name="weekly-goal"),
    path("weekly-goals/<uuid:weekly_goal_id>/start", weekly_goals.start, name="weekly-goal-start"),
    path("weekly-goals/<uuid:weekly_goal_id>/adjustment", weekly_goals.adjustment, name="weekly-goal-adjustment"),
    path("weekly-goals/<uuid:weekly_goal_id>/review", weekly_goals.review, name="weekly-goal-review"),
    path("weekly-goals/<uuid:weekly_goal_id>/repetition", weekly_goals.repetition, name="weekly-goal-repetition"),
    path("trajectories/<uuid:trajectory_id>/vision", vision.vision, name="vision"),
    path("visions/<uuid:vision_id>/reading", vision.reading, name="vision-reading"),
    path("trajectories/<uuid:trajectory_id>/exercises", exercises.exercises, name="exercises"),
    path("exercises/<uuid:exercise_id>", exercises.exercise, name="exercise"),
    path("exercises/<uuid:exercise_id>/standing", exercises.standing, name="exercise-standing"),
    path("trajectories/<uuid:trajectory_id>/prompts", prompts.prompts, name="prompts"),
    path("prompts/<uuid:prompt_id>/reflections", prompts.reflections, name="prompt-reflections"),
    path("reflections/<uuid:reflection_id>", reflections.reflection, name="reflection"),
    path("trajectories/<uuid:trajectory_id>/wins", wins.wins, name="wins"),
]
