"""The decision that agrees minutes is recorded where they are agreed, or not at all."""

import types
from collections.abc import Callable

from django.test import Client

from governance.models import Meeting
from governance.services.minutes import write_summary
from tests.actions.reading import texts
from tests.governance.minuting import (
    FORM,
    MINUTES,
    SEPTEMBER,
    SLUG,
    agreeing,
    item,
    meeting_on,
    minuted,
)
from tests.governance.reporting import revision_of
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
AGREE = f"{MINUTES}agree/"


def meeting() -> Meeting:
    return Meeting.objects.get(slug=SLUG)


def test_the_decision_is_recorded_in_the_same_step(as_: As, people: People) -> None:
    minuted(people)
    later = meeting_on(SEPTEMBER, people.cora, status="held")
    on_minutes = item(later, 1, people.cora, title="Minutes of the last meeting", kind="minutes")
    client = as_("cora")
    form = client.get(AGREE).context["form"]
    fields = revision_of(client, AGREE) | {"at": later.pk, "text": form["text"].value()}
    assert client.post(AGREE, fields).status_code == 302
    decision = meeting().confirmed_by
    assert (decision.text, decision.number, decision.item, decision.meeting) == (
        f"{FORM} the minutes of 12 July 2024 are a true record", 1, on_minutes, later,
    )  # fmt: skip
    row = Meeting.history.filter(slug=SLUG).latest("history_id")
    assert row.change_id == decision.history.get().change_id
    assert client.post(AGREE, fields).status_code == 302
    assert later.decisions.count() == 1


def test_what_fails_records_no_decision(as_: As, people: People) -> None:
    minuted(people)
    later = meeting_on(SEPTEMBER, people.cora, status="held")
    fields = revision_of(as_("cora"), AGREE) | {"at": later.pk, "text": "they are a true record"}
    write_summary(meeting=meeting(), by=people.cora, now=NOW, families_summary="Meanwhile.")
    assert as_("cora").post(AGREE, fields).status_code == 409
    assert not later.decisions.exists()
    fields = revision_of(as_("cora"), AGREE) | {"at": later.pk, "text": ""}
    assert "Enter what that meeting decided" in texts(as_("cora").post(AGREE, fields))
    both = fields | {"text": "x", "decision": agreeing(people).pk}
    assert "Choose either the decision or the meeting, not both" in texts(as_("cora").post(AGREE, both))
    assert not meeting().is_locked
