"""Pages for reading and for paper: each whole in itself, without a script and without a request."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from handrail.export.eyes import both, kept_private
from handrail.export.folder import Folder
from handrail.export.own_copy import OwnCopy
from handrail.export.sheet import Sheet
from handrail.practice.agreement import Agreement
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.trajectory import State, Trajectory

INDEX, PAGES = "index.html", "trajectories"


def write_pages(
    folder: Folder, practice: Practice, *, at: datetime, progress: Callable[[int], None] = lambda pages: None
) -> None:
    """An index, and a page for each trajectory, one at a time; pages of what was erased since go."""
    trajectories = []
    for trajectory in kept(practice):
        clients = _clients(trajectory)
        page = {
            "practice": practice,
            "trajectory": trajectory,
            "clients": clients,
            "sections": _sections(trajectory, at),
        }
        with folder.writing(f"{PAGES}/{trajectory.pk}.html") as file:
            file.write(render_to_string("export/trajectory.html", page))
        trajectories.append({"trajectory": trajectory, "clients": clients})
        progress(1)
    with folder.writing(INDEX) as file:
        file.write(render_to_string("export/index.html", {**_index(practice), "trajectories": trajectories}))
    folder.drop_older(f"{PAGES}/*.html")


def kept(practice: Practice) -> Any:
    mine = Trajectory.objects.filter(practice=practice).exclude(state=State.ERASED)
    return mine.select_related("coach").order_by("pk")


def own_page(copy: OwnCopy) -> str:
    parts = [{"trajectory": part.whole.trajectory, "sections": part.sheet.sections()} for part in copy.parts]
    context = {"copy": copy, "parts": parts, "made_on": copy.person.today(copy.at)}
    return render_to_string("export/own.html", context)


def _sections(trajectory: Trajectory, at: datetime) -> Iterator[Any]:
    return Sheet(both(trajectory, at=at), {}, kept_private(trajectory), photo_at="../attachments/{id}.jpg").sections()


def _clients(trajectory: Trajectory) -> str:
    return ", ".join(person.name for person in trajectory.coachees()) or _("Nobody yet")


def _index(practice: Practice) -> dict[str, Any]:
    erased = Trajectory.objects.filter(practice=practice, state=State.ERASED).count()
    agreement = Agreement.objects.filter(practice=practice).order_by("version").last()
    return {"practice": practice, "people": _people(practice), "agreement": agreement, "erased": erased}


def _people(practice: Practice) -> list[dict[str, Any]]:
    """Whoever is here, with their roles; an erased person is nobody."""
    roles: dict[Any, list[str]] = defaultdict(list)
    for membership in Membership.objects.filter(practice=practice, state="active").order_by("pk"):
        roles[membership.person_id].append(membership.get_role_display())
    here = Person.objects.filter(practice=practice, account__isnull=False).order_by("pk")
    return [{"name": person.name, "email": person.email, "roles": roles[person.pk]} for person in here]
