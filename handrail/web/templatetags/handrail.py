"""The few tags and filters that all pages share."""

from secrets import token_urlsafe

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handrail.lib import difference

register = template.Library()
register.filter("fingerprint", difference.fingerprint)


@register.simple_tag
def request_key() -> SafeString:
    """A key of this form's own: sent twice, it is carried out once."""
    return format_html('<input type="hidden" name="key" value="{}">', token_urlsafe(18))
