"""What goes on between sessions, for coach and client alike."""

from django.urls import path

from handrail.web.rhythm import check_ins, measures

app_name = "rhythm"
urlpatterns = [
    path("trajectories/<uuid:trajectory_id>/check-ins", check_ins.check_ins, name="check-ins"),
    path("trajectories/<uuid:trajectory_id>/check-ins/<uuid:check_in_id>", check_ins.check_in, name="check-in"),
    path("trajectories/<uuid:trajectory_id>/check-ins/<uuid:check_in_id>/answer", check_ins.answer, name="answer"),
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
