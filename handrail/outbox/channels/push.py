"""Web push: through the service behind each browser, closed to that service (RFC 8030, 8291, 8292)."""

import json
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from handrail.outbox.attempt import Outcome
from handrail.outbox.channels.line import Answer
from handrail.outbox.channels.vapid import private_key
from handrail.outbox.message import Message
from handrail.outbox.push_subscription import PushSubscription, devices_in, devices_to, had_by_some

if TYPE_CHECKING:
    from requests import Response

# Seconds. A prompt that finds its phone off until the next day is of no use any more.
TIME_TO_LIVE = 12 * 60 * 60
TIMEOUT = 10
GONE = (404, 410)


def line() -> "Push":
    return Push()


class Push:
    """Many services, so no one connection. A service that does not answer is left alone for the rest of the batch."""

    broken = False

    def __init__(self) -> None:
        # Imported here: the web process never sends, and these take a third of a second to load.
        from py_vapid import Vapid02
        from requests import Session

        self.carried = 0
        self._key = Vapid02.from_raw(private_key().encode())
        self._session = Session()
        # Nowhere else than to the service that the browser named.
        self._session.max_redirects = 0
        self._silent: set[str] = set()

    def send(self, message: Message) -> Answer:
        """To every device it names, once each: who has it is not among those that are tried again."""
        wanted, answers = devices_in(message.to), dict[UUID, Answer]()
        for subscription in PushSubscription.objects.filter(pk__in=wanted).order_by("-since", "-pk"):
            answers[subscription.pk] = self._sent_to(subscription, message)
        some_have_it = had_by_some(message.to) or any(each.outcome == Outcome.SENT for each in answers.values())
        left = {device: each for device, each in answers.items() if each.outcome == Outcome.PUT_OFF}
        if left:
            counted = any(each.counted for each in left.values())
            to = devices_to(left, some_have_it=some_have_it)
            return Answer(Outcome.PUT_OFF, next(iter(left.values())).said, counted=counted, left=to)
        if some_have_it:
            return Answer(Outcome.SENT, "taken")
        return next(iter(answers.values()), Answer(Outcome.REFUSED, "ended"))

    def _sent_to(self, subscription: PushSubscription, message: Message) -> Answer:
        from requests import RequestException

        service = str(urlsplit(subscription.endpoint).netloc)
        if service in self._silent:
            return Answer(Outcome.PUT_OFF, "silent", counted=False)
        self.carried += 1
        try:
            response = self._pushed(message, subscription)
        except RequestException as fault:
            self._silent.add(service)
            return Answer(Outcome.PUT_OFF, type(fault).__name__, counted=False)
        except Exception as fault:  # whatever is wrong with this one must not hold up the others
            return Answer(Outcome.PUT_OFF, type(fault).__name__)
        return self._answer(response.status_code, subscription)

    def hang_up(self) -> None:
        self._session.close()

    def _pushed(self, message: Message, subscription: PushSubscription) -> "Response":
        from pywebpush import WebPusher

        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys}, requests_session=self._session)
        place = urlsplit(subscription.endpoint)
        headers = {
            **self._key.sign({"aud": f"{place.scheme}://{place.netloc}", "sub": _ourselves()}),
            "Urgency": "normal",
            # A newer one of its thread takes the place of one that still waits at the service.
            "Topic": (message.thread or message.id).hex,
        }
        response: Response = pusher.send(said(message), headers, ttl=TIME_TO_LIVE, timeout=TIMEOUT)
        return response

    def _answer(self, code: int, subscription: PushSubscription) -> Answer:
        if code in (200, 201, 202):
            return Answer(Outcome.SENT, str(code))
        if code in GONE:
            subscription.delete()
            return Answer(Outcome.REFUSED, str(code))
        # 5xx is the service's own trouble; 429 and everything else may be ours with this one browser.
        return Answer(Outcome.PUT_OFF, str(code), counted=code < 500)


def said(message: Message) -> str:
    """What the browser is told: it may stand on a locked screen, so the title alone and where a tap leads. Shown twice,
    after a kill at the wrong moment, it is one notification by its tag."""
    return json.dumps({"title": message.subject, "link": message.link, "tag": str(message.thread or message.id)})


def _ourselves() -> str:
    """Where a service turns when we trouble it."""
    return f"mailto:{parseaddr(settings.HANDRAIL_FROM)[1]}"
