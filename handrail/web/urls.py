"""Every page, by whose it is."""

from django.urls import include, path

from handrail.web import drafts

urlpatterns = [
    path("drafts", drafts.draft, name="draft"),
    path("coach/", include("handrail.web.coach.urls")),
    path("my/", include("handrail.web.coachee.urls")),
    path("practice/", include("handrail.web.manager.urls")),
    path("", include("handrail.web.history.urls")),
    path("", include("handrail.web.rhythm.urls")),
    path("", include("handrail.web.public.urls")),
]
