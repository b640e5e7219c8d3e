"""What a person wrote themselves, without the mail they answer and without their signature."""

import re
from email.message import Message

from django.conf import settings
from mailparser_reply.constants import MAIL_LANGUAGES
from mailparser_reply.parser import EmailMessage as Split

from handrail.outbox.incoming.plain import text_of

READ = 60_000
MOST = 10_000
LINES = 250
# The expressions that find "On Monday, Ann wrote:" in ten languages take their time on long lines, and somebody could
# send some. No such line is longer than this; longer ones stand aside meanwhile.
LONG = 160
LANGUAGES = ["en", "de", "nl", "fr", "es", "it", "da", "sv", "pl", "cs", "ja", "ko", "zh"]
SENT_FROM = re.compile(
    "|".join(f"(?:{MAIL_LANGUAGES[each]['sent_from']})" for each in LANGUAGES if MAIL_LANGUAGES[each].get("sent_from"))
    + "|Verstuurd vanaf|Von meinem .{1,40} gesendet|Envoyé de mon|Télécharger Outlook",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(met vriendelijke groet(en)?|vriendelijke groet(en)?|hartelijke groet(en)?|groet(en|jes)?|liefs|mvg|gr"
    r"|(with )?(best|kind|warm)( regards| wishes)?|regards|cheers|sincerely|yours|all the best|love|thanks|thank you"
    r"|mit (freundlichen|besten|lieben) grüßen|(liebe|viele|beste|herzliche|schöne) grüße|lg|vg|mfg"
    r"|(bien )?cordialement|(bien )?à vous|amicalement|bises|merci"
    r"|saludos|un saludo|gracias|cordiali saluti|saluti|grazie"
    r"|mvh|(med )?(vänliga|venlig|bästa|bedste) (hälsningar|hilsen|hilsner)|pozdrawiam|s pozdravem)[ ,.!]*",
    re.IGNORECASE,
)
ASIDE = "\ufff9{}\ufffb"


def own_words(mail: Message, original: str = "") -> str:
    """At most 10,000 characters. `original` is the mail that was answered, where it is known: a reply that quotes it
    in some unheard-of way still ends where that begins."""
    text = _plain(mail)[:READ].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    lines = [line.rstrip() for line in text.split("\n")][:LINES]
    ours = {_bare(line) for line in original.split("\n") if len(_bare(line)) >= 12}
    above = _before_the_quote(_before_ours(lines, ours))
    words = "\n".join(_without_signature(above or _between(lines, ours))).strip()
    return words[:MOST]


def _plain(mail: Message) -> str:
    text = _first(mail, "text/plain")
    words = _content(text) if text else ""
    if words.strip():
        return words
    html = _first(mail, "text/html")
    return text_of(_content(html)[: READ * 4]) if html else ""


def _first(mail: Message, kind: str) -> Message | None:
    """The first part of this kind that is no attachment and stands in no letter that this one carries."""
    waiting: list[Message] = [mail]
    for _ in range(50):
        if not waiting:
            break
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            held = payload if isinstance(payload, list) else []
            waiting = (
                [each for each in held if isinstance(each, Message)][:50] + waiting
                if isinstance(held, list)
                else waiting
            )
        elif part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return part
    return None


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


def _before_ours(lines: list[str], ours: set[str]) -> list[str]:
    """Up to the first line that is ours: of the mail that was answered, or with our own address in it."""
    for number, line in enumerate(lines):
        if _is_ours(line, ours):
            return _without_announcement(lines[:number])
    return lines


def _between(lines: list[str], ours: set[str]) -> list[str]:
    """For those who answer below what they quote, or in between: what is not quoted from the first quote on."""
    first = next((number for number, line in enumerate(lines) if line.startswith(">")), len(lines))
    return [line for line in lines[first:] if not line.startswith(">") and not _is_ours(line, ours)]


def _is_ours(line: str, ours: set[str]) -> bool:
    return _bare(line) in ours or str(settings.HANDRAIL_URL).casefold() in line.casefold()


def _bare(line: str) -> str:
    return " ".join(line.lstrip("> ").split()).casefold()


def _before_the_quote(lines: list[str]) -> list[str]:
    """Up to what announces the mail that was answered, in the languages that the library knows; and to a quote."""
    stand_in = [ASIDE.format(number) if len(line) > LONG else line for number, line in enumerate(lines)]
    replies = Split(text="\n".join(stand_in), languages=list(LANGUAGES), keep_hyphen_lists=True).read().replies
    # With a head of its own the first reply is not above the announcement: there is nothing above.
    first = replies[0].content if replies and not replies[0].headers else ""
    back = {ASIDE.format(number): line for number, line in enumerate(lines)}
    kept = [back.get(line, line) for line in first.split("\n")] if first else []
    quote = next((number for number, line in enumerate(kept) if line.startswith(">")), len(kept))
    return kept if quote == len(kept) else _without_announcement(kept[:quote])


def _without_announcement(above: list[str]) -> list[str]:
    """Without the line with a colon at its end that stands above a quote, in whatever language."""
    lines = list(above)
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and lines[-1].endswith((":", "：")) and re.search(r"[@\d]", lines[-1]):
        lines.pop()
        # It was broken in two.
        if lines and lines[-1].strip() and re.match(r"(on|am|op|le|el|il|den|dnia|dne)\b", lines[-1], re.IGNORECASE):
            lines.pop()
    return lines


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at "-- ", at "Sent from my phone", and at a closing of its own line with little below: words that go on
    after a "Thanks," are words."""
    for number, line in enumerate(lines):
        if line in ("--", "-- ", "—", "__") or (SENT_FROM.match(line.strip()) and len(line) < 80):
            return lines[:number]
        below = [each for each in lines[number + 1 :] if each.strip()]
        if number and CLOSING.fullmatch(line.strip()) and len(below) <= 5 and sum(map(len, below)) <= 200:
            return lines[:number]
    return lines
