"""Every page, by whose it is."""

from django.urls import include, path

urlpatterns = [
    path("", include("handrail.web.public.urls")),
]
