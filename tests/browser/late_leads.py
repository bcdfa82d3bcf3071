"""Six leads of the demonstration who each owe one update; every other update of the cycle is in."""

import uuid

from accounts.models import User
from actions.account import Account
from actions.models import Action
from actions.services import edit_action, submit_progress
from priorities.cycles import window_at, windows_of
from send_portal import clock

# Who owes which, by the beginning of their e-mail addresses: two are reminded, three telephoned, one stays silent.
LATE = {"1b": "officer", "3b": "officer2"}
OTHERS = ("1c", "2b", "3c", "4g")


def make() -> None:
    """Name the leads, and give the other updates."""
    now, by = clock.now(), User.objects.get(email="coordinator@demo.example")
    plan = Action.objects.get(key="1b").plan
    for key, name in LATE.items():
        edit_action(action=plan.actions.get(key=key), by=by, now=now, reason="Agreed", lead=_of(name))
    own = set(LATE.values())
    leads = [one for one in User.objects.active().exclude(password__startswith="!").order_by("name")
             if one.email.partition("@")[0] not in own and one.actions_led.exists()]  # fmt: skip
    for key, lead in zip(OTHERS, leads, strict=False):
        edit_action(action=plan.actions.get(key=key), by=by, now=now, reason="Agreed", lead=lead)
    window = window_at(windows_of(plan), now)
    missing = Action.objects.filter(plan=plan).not_updated_in(window, clock.london_date(now))
    for action in missing.exclude(key__in=[*LATE, *OTHERS]):
        account = Account(status="not_started", headline="Work begins this autumn.")
        submit_progress(action=action, by=by, now=now, submission=uuid.uuid4(), account=account, received_by="meeting")


def _of(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")
