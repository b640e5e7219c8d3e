"""What somebody wrote, told from what their mail program put below it."""

import time

import pytest
from pytest_django import Settings

from handrail.outbox.incoming.letter import Letter
from tests.outbox.letters import letter

ORIGINAL = """Hello Jonas,

How did it go: Call Ann about the lease?

https://handrail.example/a/abc
"""


@pytest.fixture(autouse=True)
def _where(settings: Settings) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    settings.HANDRAIL_URL = "https://handrail.example"


QUOTED = "\n".join(f"> {line}" for line in ORIGINAL.splitlines())
GMAIL = "On Wed, Mar 3, 2027 at 6:00 PM Handrail <\nreply+abcdefgh23@handrail.example> wrote:\n\n"
STYLES = {
    "gmail": f"7\n\n{GMAIL}{QUOTED}\n",
    "gmail on one line": f"7\n\nOn Wed, Mar 3, 2027 at 6:00 PM Handrail <post@handrail.example> wrote:\n{QUOTED}\n",
    "apple": f"7\n\n> On 3 Mar 2027, at 18:00, Handrail <post@handrail.example> wrote:\n>\n{QUOTED}\n",
    "apple on a phone": f"7\n\nSent from my iPhone\n\n> On 3 Mar 2027, at 18:00, Handrail wrote:\n> \n> {ORIGINAL}",
    "outlook": f"7\n\n________________________________\nFrom: Handrail <post@handrail.example>\nSent: Wednesday, "
    f"3 March 2027 18:00\nTo: Jonas <jonas@example.com>\nSubject: Your next step\n\n{ORIGINAL}",
    "outlook, an old one": f"7\n\n-----Original Message-----\nFrom: Handrail\nSent: Wednesday\nTo: Jonas\n"
    f"Subject: Your next step\n\n{ORIGINAL}",
    "outlook in Dutch": f"7\n\nVan: Handrail <post@handrail.example>\nVerzonden: woensdag 3 maart 2027 18:00\n"
    f"Aan: Jonas <jonas@example.com>\nOnderwerp: Your next step\n\n{ORIGINAL}",
    "outlook in German": f"7\n\nVon: Handrail <post@handrail.example>\nGesendet: Mittwoch, 3. März 2027 18:00\n"
    f"An: Jonas <jonas@example.com>\nBetreff: Your next step\n\n{ORIGINAL}",
    "german": f"7\n\nAm Mi., 3. März 2027 um 18:00 Uhr schrieb Handrail <post@handrail.example>:\n\n{QUOTED}\n",
    "dutch": f"7\n\nOp wo 3 mrt 2027 om 18:00 schreef Handrail <post@handrail.example>:\n\n{QUOTED}\n",
    "french": f"7\n\nLe mer. 3 mars 2027 à 18:00, Handrail <post@handrail.example> a écrit :\n\n{QUOTED}\n",
    "spanish": f"7\n\nEl mié, 3 mar 2027 a las 18:00, Handrail (<post@handrail.example>) escribió:\n\n{QUOTED}\n",
    "italian": f"7\n\nIl giorno mer 3 mar 2027 alle 18:00 Handrail <post@handrail.example> ha scritto:\n\n{QUOTED}\n",
    "polish": f"7\n\nśr., 3 mar 2027 o 18:00 Handrail <post@handrail.example> napisał(a):\n\n{QUOTED}\n",
    "a language nobody foresaw": f"7\n\nKl. 18:00 2027-03-03 skribis Handrail <post@handrail.example>:\n\n{QUOTED}\n",
    "a signature": "7\n\n-- \nJonas\n+31 6 12345678\n",
    "a closing": "7\n\nGroetjes,\nJonas\n",
    "outlook on a phone": f"7\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n\n{QUOTED}\n",
    "a quote without any mark": f"7\n\n{ORIGINAL}",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_answer_is_found_above_whatever_is_quoted(style: str) -> None:
    read = Letter.read(letter(STYLES[style]))
    assert read.token == "abcdefgh23"
    assert read.answering(ORIGINAL, read.token).own_words == "7"
    assert style == "a quote without any mark" or read.own_words == "7"


HTML = {
    "gmail": '<div dir="ltr">7</div><br><div class="gmail_quote"><div class="gmail_attr">On Wed Handrail wrote:<br>'
    f'</div><blockquote class="gmail_quote" style="margin:0">{ORIGINAL}</blockquote></div>',
    "outlook": '<html><head><style>p{color:red}</style></head><body><p class="MsoNormal">7</p><div id="appendonsend">'
    f'</div><hr><div id="divRplyFwdMsg"><b>From:</b> Handrail</div><div>{ORIGINAL}</div></body></html>',
    "apple": f'<html><body>7<br><div><br><blockquote type="cite"><div>On 3 Mar, Handrail wrote:</div>{ORIGINAL}'
    "</blockquote></div></body></html>",
    "yahoo": f'<div>7</div><div class="yahoo_quoted"><div>On Wednesday, Handrail wrote:</div>{ORIGINAL}</div>',
    "thunderbird": f'<p>7</p><div class="moz-cite-prefix">On 3/3/27 Handrail wrote:</div><blockquote type="cite" '
    f'cite="mid:1@x">{ORIGINAL}</blockquote>',
    "unclosed": "<div><p>7<script>var a = '<b>hm</b>'",
}


@pytest.mark.parametrize("style", HTML)
def test_of_a_letter_in_html_alone_too(style: str) -> None:
    assert Letter.read(letter("", html=HTML[style])).own_words == "7"


def test_words_between_the_quotes_stay_and_so_do_lists_and_thanks() -> None:
    text = "Done!\n\nThanks, that helped a lot. Tomorrow:\n- call Ann\n- write to Ben\n\nBest, so far: the call itself."
    assert Letter.read(letter(f"{text}\n\n{GMAIL}{QUOTED}\n")).own_words == text


def test_an_answer_below_the_quote_is_found_too() -> None:
    text = f"On Wed, Handrail wrote:\n{QUOTED.replace('https://handrail.example/a/abc', '…')}\n\n7, went well\n"
    assert Letter.read(letter(text)).own_words.endswith("7, went well")


def test_a_letter_without_words_has_none() -> None:
    assert Letter.read(letter("\n")).own_words == ""
    assert Letter.read(letter(f"{GMAIL}{QUOTED}\n")).own_words == ""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "no-such-thing"])
def test_words_in_any_charset_are_read(charset: str) -> None:
    known = charset if charset != "no-such-thing" else "utf-8"
    raw = b"From: a@b.example\r\nContent-Type: text/plain; charset=%s\r\n\r\n" % charset.encode()
    assert Letter.read(raw + "Zoë 7".encode(known)).own_words == "Zoë 7"


@pytest.mark.parametrize(
    "hostile",
    [
        "On " + "a " * 30_000,
        "\n".join(["On " + "a " * 70] * 400),
        "\n".join(["From: " + "x" * 150] * 400),
        "\n".join(["Am " + "a schrie" * 18] * 400),
        "Sent from my " + "a " * 20_000,
        "mail " * 10_000,
        "> " * 30_000,
        "\n" * 60_000,
        "-" * 60_000,
        "Disclaimer: " + "a " * 20_000,
    ],
)
def test_no_letter_takes_long_to_read(hostile: str) -> None:
    raw = b"From: a@b.example\r\n\r\n" + hostile.encode()
    began = time.process_time()
    Letter.read(raw)
    assert time.process_time() - began < 2
