"""Numbers in templates: `{{ entry.value|amount:measure.unit }}`."""

from decimal import Decimal

from django import template

from handrail.trajectory.report_draft import worded

register = template.Library()


@register.filter
def amount(value: Decimal | None, unit: str = "") -> str:
    """ "7.5 h"; nothing for nothing."""
    return "" if value is None else worded(value, unit)
