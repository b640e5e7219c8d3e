"""What the tests of these pages do again and again with a browser and a mailbox."""

import re

from django.test import Client

from handrail.outbox.message import Message

LINK = re.compile(r"/(?:sign-in|invitation)/[\w:-]{20,}")
CODE = re.compile(r"^\d{3} \d{3}$", re.MULTILINE)


def ask(device: Client, email: str, **more: str) -> None:
    """Ask for a way in; the answer is the same whoever asks."""
    answer = device.post("/sign-in", {"email": email, **more})
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/code"


def mailed(to: str) -> tuple[str, str]:
    """The path of the link and the code in the newest mail."""
    text = Message.objects.filter(to=to).latest("created_at", "pk").text
    link, code = LINK.search(text), CODE.search(text)
    assert link
    return link[0], code[0] if code else ""


def come_in(device: Client, email: str) -> None:
    ask(device, email)
    device.post(mailed(email)[0])


def is_in(device: Client, as_name: str = "") -> bool:
    page = device.get("/me")
    return page.status_code == 200 and as_name in page.content.decode()
