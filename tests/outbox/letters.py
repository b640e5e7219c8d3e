"""Letters as mail programs write them, for tests. Written after what those programs send; nobody's own."""

from email.message import EmailMessage
from email.policy import SMTP

from handrail.outbox.message import Message


def letter(
    text: str = "7\n",
    *,
    to: str = "reply+abcdefgh23@handrail.example",
    html: str = "",
    sender: str = "Jonas <jonas@example.com>",
    subject: str = "Re: Your next step",
    message_id: str = "<1.jonas@example.com>",
    **headers: str,
) -> bytes:
    """A letter of Jonas, as a plain mail program sends it. `In_Reply_To` becomes the header In-Reply-To."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    if message_id:
        mail["Message-ID"] = message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail.as_bytes()


def bounce(
    message: Message,
    *,
    to: str = "post@handrail.example",
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 nobody of that name",
    recipient: str = "jonas@example.com",
    original: str = "message/rfc822",
    message_id: str = "<bounce.1@mx.example>",
) -> bytes:
    """A report as mail servers write it (RFC 3464), with what it is about or without."""
    parts = [
        ("text/plain", "I'm sorry to have to inform you that your message could not be delivered.\n"),
        (
            "message/delivery-status",
            f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {recipient}\nAction: {action}\n"
            f"Status: {status}\nDiagnostic-Code: {diagnostic}\n",
        ),
    ]
    if original:
        parts.append((original, f"From: post@handrail.example\nMessage-ID: {message.message_id}\nSubject: Hm\n\nHm\n"))
    return _report("delivery-status", parts, to=to, message_id=message_id)


def complaint(message: Message, *, to: str = "post@handrail.example") -> bytes:
    """Somebody pressed "this is spam" (RFC 5965); whom it was sent to is blacked out, as providers do."""
    parts = [
        ("text/plain", "This is an email abuse report.\n"),
        ("message/feedback-report", "Feedback-Type: abuse\nUser-Agent: Somebody/1.0\nVersion: 1\n"),
        ("message/rfc822", f"From: post@handrail.example\nTo: redacted\nMessage-ID: {message.message_id}\n\nHm\n"),
    ]
    return _report("feedback-report", parts, to=to, message_id="<complaint.1@mx.example>")


def _report(kind: str, parts: list[tuple[str, str]], *, to: str, message_id: str) -> bytes:
    body = "".join(f"--b\nContent-Type: {content_type}\n\n{content}\n" for content_type, content in parts)
    head = (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: {to}\nMessage-ID: {message_id}\n"
        f"Subject: Undelivered Mail\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="b"\n\n'
    )
    return f"{head}{body}--b--\n".replace("\n", "\r\n").encode()
