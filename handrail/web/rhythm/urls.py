"""What goes on between sessions, for coach and client alike."""

from django.urls import path

from handrail.web.rhythm import brainstorms, check_ins, measures

app_name = "rhythm"
urlpatterns = [
    path("trajectories/<uuid:trajectory_id>/check-ins", check_ins.check_ins, name="check-ins"),
    path("trajectories/<uuid:trajectory_id>/check-ins/<uuid:check_in_id>", check_ins.check_in, name="check-in"),
    path("trajectories/<uuid:trajectory_id>/check-ins/<uuid:check_in_id>/answer", check_ins.answer, name="answer"),
    path("trajectories/<uuid:trajectory_id>/brainstorms", brainstorms.brainstorms, name="brainstorms"),
    path(
        "trajectories/<uuid:trajectory_id>/brainstorms/<uuid:brainstorm_id>", brainstorms.brainstorm, name="brainstorm"
    ),
    path("trajectories/<uuid:trajectory_id>/brainstorms/<uuid:brainstorm_id>/ideas", brainstorms.ideas, name="ideas"),
    path(
        "trajectories/<uuid:trajectory_id>/brainstorms/<uuid:brainstorm_id>/standing",
        brainstorms.standing,
        name="brainstorm-standing",
    ),
    path("trajectories/<uuid:trajectory_id>/ideas/<uuid:idea_id>/rating", brainstorms.rating, name="idea-rating"),
    path("trajectories/<uuid:trajectory_id>/measures", measures.measures, name="measures"),
    path("trajectories/<uuid:trajectory_id>/scorecard", measures.scorecard, name="scorecard"),
    path("trajectories/<uuid:trajectory_id>/measures/<uuid:measure_id>", measures.measure, name="measure"),
    path("trajectories/<uuid:trajectory_id>/measures/<uuid:measure_id>/entries", measures.entries, name="entries"),
    path("trajectories/<uuid:trajectory_id>/measures/<uuid:measure_id>/state", measures.state, name="measure-state"),
    path(
        "trajectories/<uuid:trajectory_id>/measures/<uuid:measure_id>/wording", measures.wording, name="measure-wording"
    ),
    path("trajectories/<uuid:trajectory_id>/measure-entries/<uuid:entry_id>", measures.correction, name="correction"),
]
