"""A client's own copy, to take along: a page to read and a file for other programs, in one."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.export.own_copy import DATA, own_copy
from handrail.export.paper import INDEX, own_page
from handrail.lib.clock import now
from handrail.trajectory.photo_content import PhotoContent
from handrail.web.doors import for_coachee
from handrail.web.request import Request


@require_safe
@for_coachee
def my_copy(request: Request) -> HttpResponse:
    """Also while a yes is taken back: what is kept of somebody is theirs to have, whatever they agree to (GDPR 15)."""
    copy = own_copy(request.person, at=now())
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr(_entry(INDEX), own_page(copy))
        file.writestr(_entry(DATA), copy.as_json())
        for photo in copy.photos:
            if content := PhotoContent.of(photo.pk):
                file.writestr(_entry(f"photos/{photo.pk}.jpg"), content)
    headers = {"Content-Disposition": 'attachment; filename="my-handrail.zip"', "Cache-Control": "no-store"}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


def _entry(name: str) -> ZipInfo:
    """Unpacked, it is its owner's alone."""
    entry = ZipInfo(f"my-handrail/{name}", date_time=now().timetuple()[:6])
    entry.external_attr = 0o600 << 16
    entry.compress_type = ZIP_DEFLATED
    return entry
