"""A page as a file to keep or to give: PDF where one can be drawn, else the page itself, to be printed."""

from django.http import HttpResponse

from handrail.export.summary_page import Letter, summary_page
from handrail.lib.pdf import TYPE, NoPdf, pdf


def as_paper(letter: Letter) -> HttpResponse:
    return as_file(summary_page(letter), name=letter.file_name)


def as_file(page: str, *, name: str) -> HttpResponse:
    """`page` is whole in itself; no health topic in `name`."""
    try:
        answer = HttpResponse(pdf(page), content_type=TYPE)
        answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    except NoPdf:
        # As a file and not as a page of ours: it carries its own style, which no page here may.
        answer = HttpResponse(page)
        answer["Content-Disposition"] = f'attachment; filename="{name}.html"'
    answer["Cache-Control"] = "private, no-store"
    return answer
