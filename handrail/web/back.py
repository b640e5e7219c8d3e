"""Where one goes after a form that stands on several pages: to the one it was sent from."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, *, otherwise: str) -> str:
    """The form's hidden `back`, when it is a path of ours."""
    path = request.POST.get("back", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else otherwise
