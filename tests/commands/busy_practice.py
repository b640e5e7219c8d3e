"""Run in a process of its own: a practice with a client, her open actions, and eight browsers that know her.

Prints what its visitors need, as JSON: {"browsers": [session keys], "actions": [ids]}.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module

import django

BROWSERS, ACTIONS = 8, 400

if __name__ == "__main__":
    django.setup()
    from django.conf import settings
    from django.db import transaction

    from handrail.lib.clock import now
    from handrail.practice.joining import add_person, found_practice
    from handrail.trajectory.action import Action
    from handrail.trajectory.beginning import draft_trajectory
    from handrail.web.who import KEY

    def browser(person_id: object) -> str:
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[KEY] = str(person_id)
        store.save()
        return str(store.session_key)

    with transaction.atomic():
        coach = found_practice(at=now(), name="Busy", person_name="Mara", email="mara@busy.example", zone="UTC")
        client = add_person(by=coach, at=now(), name="Jonas", email="jonas@busy.example", roles=("coachee",))
        trajectory = draft_trajectory(by=coach, at=now(), coachees=[client])
        trajectory.invite(client, by=coach, at=now()).accept(by=client, at=now())
        trajectory.start(by=client, at=now())
        day = (now() + timedelta(days=7)).date()
        actions = [
            Action.propose(trajectory, by=client, at=now(), owner=client, text=f"Step {number}", due_on=day)
            for number in range(ACTIONS)
        ]
        browsers = [browser(client.pk) for _ in range(BROWSERS)]
    json.dump({"browsers": browsers, "actions": [str(action.pk) for action in actions]}, sys.stdout)
