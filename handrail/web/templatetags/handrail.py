"""The few tags and filters that all pages share."""

from secrets import token_urlsafe
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handrail.lib import difference

register = template.Library()
register.filter("fingerprint", difference.fingerprint)


@register.simple_tag
def request_key() -> SafeString:
    """A key of this form's own: sent twice, it is carried out once."""
    return format_html('<input type="hidden" name="key" value="{}">', token_urlsafe(18))


@register.tag
def once(parser: Parser, token: Token) -> "Once":
    """`{% once whole "map" names %}…{% endonce %}`: a part of the page that shows the whole and nothing else, drawn
    once for as long as the trajectory's history does not go on. What else it shows (here: names) is said too. No form
    belongs in it: its token and key are one visitor's."""
    _, whole, *varies = token.split_contents()
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside, parser.compile_filter(whole), [parser.compile_filter(each) for each in varies])


class Once(template.Node):
    def __init__(self, nodelist: NodeList, whole: FilterExpression, varies: list[FilterExpression]) -> None:
        self.nodelist, self.whole, self.varies = nodelist, whole, varies

    def render(self, context: template.Context) -> Any:
        name = tuple(each.resolve(context) for each in self.varies)
        return self.whole.resolve(context).once(name, lambda: self.nodelist.render(context))
