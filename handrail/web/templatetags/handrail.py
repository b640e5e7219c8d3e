"""The few tags and filters that all pages share."""

import re
from itertools import pairwise
from secrets import token_urlsafe
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handrail.lib import difference

register = template.Library()
# What belongs to one visitor and one form of theirs, where Django's tag and ours have written it.
OF_A_KEY = '<input type="hidden" name="key" value="'
OF_A_TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="'
OWN = re.compile(f'(?<={OF_A_KEY})[^"]+|(?<={OF_A_TOKEN})[^"]+')
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


@register.tag
def once_but_forms(parser: Parser, token: Token) -> "OnceButForms":
    """As `once`, of a part with forms: the token and each form's key are put in anew whenever it is shown."""
    _, whole, *varies = token.split_contents()
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceButForms(inside, parser.compile_filter(whole), [parser.compile_filter(each) for each in varies])


class OnceButForms(Once):
    def render(self, context: template.Context) -> Any:
        name = ("but forms", *(each.resolve(context) for each in self.varies))
        drawn = self.whole.resolve(context).once(name, lambda: OWN.split(self.nodelist.render(context)))
        token, told = str(context.get("csrf_token")), [drawn[0]]
        for before, part in pairwise(drawn):
            told += token_urlsafe(18) if before.endswith(OF_A_KEY) else token, part
        return SafeString("".join(told))
