"""The coach's pages. What is worked on lies in work_urls."""

from django.urls import include, path

from handrail.web.coach import calendar, clients, facts, holding, notes, preparation, reminders, sessions, trajectories

app_name = "coach"

urlpatterns = [
    path("", clients.clients, name="clients"),
    path("clients/new", clients.invitation, name="invite"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/files/<uuid:file_id>", calendar.calendar_file, name="calendar-file"),
    path("calendar/addresses", calendar.subscriptions, name="subscriptions"),
    path("calendar/addresses/<uuid:subscription_id>", calendar.subscription, name="subscription"),
    path("calendar/events/<uuid:event_id>", calendar.event, name="calendar-event"),
    path("trajectories/<uuid:trajectory_id>", trajectories.trajectory, name="trajectory"),
    path("trajectories/<uuid:trajectory_id>/invitation", clients.invited_again, name="invitation"),
    path("trajectories/<uuid:trajectory_id>/settings", trajectories.settings, name="settings"),
    path("trajectories/<uuid:trajectory_id>/rhythm", trajectories.rhythm, name="rhythm"),
    path("trajectories/<uuid:trajectory_id>/reminders", reminders.reminders, name="reminders"),
    path("trajectories/<uuid:trajectory_id>/reminders/<uuid:person_id>", reminders.holding, name="reminders-holding"),
    path("trajectories/<uuid:trajectory_id>/state", trajectories.state, name="state"),
    path("trajectories/<uuid:trajectory_id>/erasure", trajectories.erasure, name="erasure"),
    path("trajectories/<uuid:trajectory_id>/sessions", sessions.sessions, name="sessions"),
    path("trajectories/<uuid:trajectory_id>/held-sessions", sessions.held_sessions, name="held-sessions"),
    path("sessions/<uuid:session_id>", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/preparation", preparation.preparation, name="preparation"),
    path("trajectories/<uuid:trajectory_id>/facts", facts.facts, name="facts"),
    path("facts/<uuid:fact_id>", facts.fact, name="fact"),
    path("facts/<uuid:fact_id>/state", facts.fact_state, name="fact-state"),
    path("sessions/<uuid:session_id>/moment", sessions.moment, name="session-moment"),
    path("sessions/<uuid:session_id>/state", sessions.state, name="session-state"),
    path("sessions/<uuid:session_id>/closing", sessions.closing, name="session-closing"),
    path("sessions/<uuid:session_id>/midpoint", sessions.midpoint, name="session-midpoint"),
    path("sessions/<uuid:session_id>/agenda", holding.agenda, name="session-agenda"),
    path(
        "sessions/<uuid:session_id>/weekly-goals/<uuid:weekly_goal_id>/review", holding.week_review, name="week-review"
    ),
    path("sessions/<uuid:session_id>/weekly-goals/<uuid:weekly_goal_id>/again", holding.week_again, name="week-again"),
    path("sessions/<uuid:session_id>/goals/<uuid:goal_id>/review", holding.goal_review, name="session-goal-review"),
    path("sessions/<uuid:session_id>/goals/<uuid:goal_id>/weekly-goals", holding.weekly_goals, name="session-weeks"),
    path("sessions/<uuid:session_id>/cards/<uuid:person_id>/<str:card>", holding.card, name="card"),
    path("sessions/<uuid:session_id>/goals", holding.goals, name="session-goals"),
    path("sessions/<uuid:session_id>/actions", holding.actions, name="session-actions"),
    path("sessions/<uuid:session_id>/actions/<uuid:action_id>/smaller", holding.smaller, name="session-smaller"),
    path("sessions/<uuid:session_id>/<str:of>/<uuid:of_id>/scale", holding.scale, name="session-scale"),
    path("sessions/<uuid:session_id>/scales/<uuid:scale_answer_id>", holding.reasons, name="session-reasons"),
    path("sessions/<uuid:session_id>/<str:of>/<uuid:of_id>/plans", holding.plans, name="session-plans"),
    path("sessions/<uuid:session_id>/plans/<uuid:coping_plan_id>", holding.plan, name="session-plan"),
    path("sessions/<uuid:session_id>/notes/<str:visibility>", notes.note, name="note"),
    path("sessions/<uuid:session_id>/notes/<str:visibility>/sorting", notes.sorting, name="note-sorting"),
    path("sessions/<uuid:session_id>/lines/<str:visibility>", notes.lines, name="note-lines"),
    path("", include("handrail.web.coach.work_urls")),
]
