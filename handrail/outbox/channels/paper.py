"""What goes along with a mail to be kept: a page, drawn as PDF at the moment of sending."""

import logging

from handrail.lib.pdf import TYPE, NoPdf, pdf
from handrail.outbox.channels.mime import Enclosed
from handrail.outbox.message import Message

log = logging.getLogger("handrail.outbox")


def enclosed(message: Message) -> Enclosed | None:
    """Where no PDF can be drawn the page itself goes along: every device opens it, and prints it as well."""
    if not message.paper:
        return None
    try:
        return Enclosed(TYPE, f"{message.paper_name}.pdf", pdf(message.paper))
    except NoPdf:
        pass
    except Exception as fault:  # a page that cannot be drawn must not keep the mail from going
        log.warning("message %s: no PDF (%s)", message.pk, type(fault).__name__)
    return Enclosed("text/html; charset=utf-8", f"{message.paper_name}.html", message.paper.encode())
