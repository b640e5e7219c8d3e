"""How the outlook is counted, for a coach to read and to check by hand [113]."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.signals.outlook import frequency
from handrail.signals.points import BANDS, STALL
from handrail.signals.points_told import bins, counted
from handrail.web.coach.page import page
from handrail.web.doors import for_coach
from handrail.web.request import Request


@require_safe
@for_coach
def outlook(request: Request) -> HttpResponse:
    rows = [(counted(row), list(bins(row))) for row in STALL.rows]
    until = [later.since - 1 for later in BANDS[1:]]
    bands = [(band.since, end, frequency(band.share)) for band, end in zip(BANDS, [*until, None], strict=True)]
    return page(request, "outlook", rows=rows, bands=bands)
