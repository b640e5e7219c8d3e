"""What machines come to: calendar programs, mail servers. No page, no session, no cookie."""

from django.urls import path

from handrail.api import feed

urlpatterns = [
    path("calendar/<str:secret>.ics", feed.feed, name="calendar-feed"),
]
