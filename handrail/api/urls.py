"""What machines come to: calendar programs, mail servers. No page, no session, no cookie."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
