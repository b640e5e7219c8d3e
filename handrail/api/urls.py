"""What machines come to: calendar programs, mail servers. No page, no session, no cookie."""

from django.urls import path

from handrail.api import feed, mail

urlpatterns = [
    path("calendar/<str:secret>.ics", feed.feed, name="calendar-feed"),
    path("hooks/mail", mail.hook, name="mail-hook"),
]
