"""The question bank to leaf through: by section, by what is the case, by how ready somebody is [38]."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from handrail.trajectory.questions.bank import QUESTIONS
from handrail.trajectory.questions.question import HOW, Question, Situation
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage
from handrail.web.coach.page import page
from handrail.web.doors import for_coach
from handrail.web.request import Request


def _some(label: Any, choices: Any, *, all_of_it: Any) -> forms.ChoiceField:
    select = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=label, choices=[("", all_of_it), *choices], required=False, widget=select)


class QuestionsForm(forms.Form):
    """Which of them; what is not known here narrows nothing."""

    section = _some(_("Part of the session"), Section.choices, all_of_it=_("all of it"))
    situation = _some(_("What is the case"), Situation.choices, all_of_it=_("whatever it is"))
    stage = _some(_("How ready they are"), Stage.choices, all_of_it=_("as ready as they are"))

    def fits(self, question: Question) -> bool:
        asked = self.cleaned_data
        return (
            asked.get("section") in ("", None, question.section)
            and (not asked.get("situation") or asked["situation"] in question.situations)
            and (not asked.get("stage") or asked["stage"] in question.stages)
        )


@require_safe
@for_coach
def questions(request: Request) -> HttpResponse:
    form = QuestionsForm(request.GET, auto_id="%s")
    form.is_valid()
    found = [each for each in QUESTIONS if form.fits(each)]
    sections = [(section, mine) for section in Section if (mine := [q for q in found if q.section == section])]
    ways = [(mirror.label, how) for mirror, how in HOW.items()]
    return page(request, "questions", form=form, sections=sections, number=len(found), ways=ways)
