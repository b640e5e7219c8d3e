"""Days in templates: `{{ action.due_on|by_day:today }}`, `{{ review.held_on|day:today }}`."""

from datetime import date, timedelta

from django import template

from handrail.web import days

register = template.Library()


@register.filter
def day(on: date | None, today: date) -> str:
    return days.said(on, today) if on else ""


@register.filter
def by_day(on: date | None, today: date) -> str:
    return days.by(on, today) if on else ""


@register.filter
def short_day(on: date | None, today: date) -> str:
    return days.short(on, today) if on else ""


@register.filter
def took(time: timedelta | None) -> str:
    return "" if time is None else days.took(time)
