"""Looking back, for coach and client alike."""

from django.urls import path

from handrail.web.history.as_it_was import as_it_was, day_together
from handrail.web.history.timeline import timeline
from handrail.web.history.versions import versions
from handrail.web.history.walk import paper, walk

app_name = "history"
urlpatterns = [
    path("trajectories/<uuid:trajectory_id>/timeline", timeline, name="timeline"),
    path("trajectories/<uuid:trajectory_id>/as-it-was", as_it_was, name="as-it-was"),
    path("trajectories/<uuid:trajectory_id>/looking-back", walk, name="looking-back"),
    path("trajectories/<uuid:trajectory_id>/looking-back/paper", paper, name="looking-back-paper"),
    path(
        "trajectories/<uuid:trajectory_id>/looking-back/<uuid:person_id>/as-it-was",
        day_together,
        name="looking-back-day",
    ),
    path("trajectories/<uuid:trajectory_id>/versions/<slug:table>/<uuid:row_id>", versions, name="versions"),
]
