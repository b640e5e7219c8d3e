"""The pages that need no door: coming in, being somebody, going out."""

from django.urls import path

from handrail.web.public import (
    home,
    invitation,
    mailbox,
    me,
    my_copy,
    my_passkeys,
    my_second_step,
    passkeys,
    practices,
    proof,
    second_step,
    sign_in,
    start,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("start", start.start, name="start"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in/code", sign_in.code, name="sign-in-code"),
    path("sign-in/passkey", passkeys.come_in, name="sign-in-passkey"),
    path("sign-in/passkey/question", passkeys.question, name="passkey-question"),
    path("sign-in/second-step", second_step.second_step, name="second-step"),
    path("sign-in/<str:token>", sign_in.link, name="sign-in-link"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("invitation/<str:token>", invitation.invitation, name="invitation"),
    path("practices", practices.practices, name="practices"),
    path("me", me.me, name="me"),
    path("me/copy", my_copy.my_copy, name="my-copy"),
    path("me/name", me.name, name="my-name"),
    path("me/zone", me.zone, name="my-time-zone"),
    path("me/consents/<uuid:id>", me.consent, name="my-consent"),
    path("me/passkeys", my_passkeys.passkeys, name="my-passkeys"),
    path("me/passkeys/question", my_passkeys.question, name="my-passkey-question"),
    path("me/passkeys/<uuid:passkey_id>/removal", my_passkeys.removal, name="my-passkey-removal"),
    path("me/proof", proof.proof, name="proof"),
    path("me/recovery-codes", my_second_step.recovery_codes, name="my-recovery-codes"),
    path("me/second-step", my_second_step.second_step, name="my-second-step"),
    path("me/second-step/removal", my_second_step.removal, name="my-second-step-removal"),
    path("time-zone", me.time_zone, name="time-zone"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
]
