"""The manager's pages: who is here and how much is done, never what was said."""

from django.urls import path

from handrail.web.manager import coaching, erasure, figures, imports, invitations, people, practice, roles

app_name = "manager"

urlpatterns = [
    path("", people.people, name="people"),
    path("coaching", coaching.coaching, name="coaching"),
    path("coaching/figures", figures.figures, name="figures"),
    path("people/new", invitations.new, name="invite"),
    path("people/<uuid:person_id>", people.person, name="person"),
    path("people/<uuid:person_id>/roles/<str:role>", roles.role, name="role"),
    path("people/<uuid:person_id>/erasure", erasure.erasure, name="erasure"),
    path("invitations/<uuid:invitation_id>", invitations.invitation, name="invitation"),
    path("import", imports.import_people, name="import"),
    path("import/<uuid:upload_id>", imports.waiting, name="import-waiting"),
    path("settings", practice.practice, name="practice"),
    path("settings/name", practice.name, name="practice-name"),
    path("settings/agreement", practice.agreement, name="agreement"),
]
