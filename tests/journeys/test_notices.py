"""A notice on a phone: shown by the worker, and a tap leads to the one thing."""

import json
from collections.abc import Callable

from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from tests.journeys.device import Device

Take = Callable[..., Device]
SHOWN = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
    .then((all) => all.map((one) => [one.title, one.data]))"""


def test_what_is_pushed_is_shown(mobile: Take, walk: Trajectory, jonas: Person) -> None:
    client = mobile(jonas, service_workers="allow")
    client.visit("/my/")
    page, here = client.page, client.page.url.partition("/my/")[0]
    page.context.grant_permissions(["notifications"], origin=here)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    browser, versions = page.context.new_cdp_session(page), list[dict[str, str]]()
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda told: versions.extend(told["registrations"]))
    browser.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    told = json.dumps({"title": "Your next step", "link": f"{here}/a/abc", "tag": "1"})
    for _time in range(2):  # after a kill at the wrong moment: one notice by its tag
        browser.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": here, "registrationId": versions[-1]["registrationId"], "data": told},
        )
    page.wait_for_function(f"{SHOWN}.then((all) => all.length > 0)")
    assert page.evaluate(SHOWN) == [["Your next step", f"{here}/a/abc"]]
