"""Drafts of an update: private, kept as typed, and never overwritten or sent unasked."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from actions.account import Account
from actions.models import Action, ProgressDraft, ProgressUpdate
from actions.services import save_draft, submit_progress
from tests.actions.reading import texts
from tests.world import NOW, give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_draft_is_private_and_kept(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    fields = typed(act("1a"), status="at_risk", headline="Half a", completed_on_0="31x") | {"draft": "1"}
    fields.pop("submit")
    page = texts(as_("olive").post(URL, fields, follow=True))
    assert "Your draft has been saved." in page
    assert "Half a</textarea>" in page
    assert 'value="31x"' in page
    assert "There is a problem" not in page
    assert not ProgressUpdate.objects.exists()
    assert "Half a" not in texts(as_("dev").get(URL))
    assert "Half a" not in texts(as_("cora").get("/plans/2023-24/actions/1a/"))
    seen = ProgressDraft.objects.get().saved_at.isoformat()
    as_("olive").post(URL, typed(act("1a"), draft_seen=seen))
    assert not ProgressDraft.objects.exists()


def test_draft_can_be_discarded(as_: As, act: Act) -> None:
    as_("olive").post(URL, typed(act("1a")) | {"draft": "1"})
    seen = as_("olive").get(URL).context["draft_seen"]
    said = texts(as_("olive").post(URL, {"discard": "1", "draft_seen": seen}, follow=True))
    assert "Your draft has been discarded. Nothing was submitted." in said
    assert not ProgressDraft.objects.exists()


@pytest.mark.parametrize("button", ["discard", "drop"])
def test_draft_that_was_not_seen_is_not_discarded(
    button: str, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    last = give_update(act("1a"), people.olive)
    as_("olive").post(URL, typed(act("1a"), headline="Long draft") | {"draft": "1"})
    correction = as_("olive").get(f"{URL}?corrects={last.pk}")
    assert 'name="discard"' not in texts(correction)
    fields = {button: "1", "draft_seen": correction.context["draft_seen"]}
    assert "Your draft of 4 September, 9am has been kept" in texts(as_("olive").post(URL, fields, follow=True))
    assert ProgressDraft.objects.get().fields["headline"] == ["Long draft"]


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("discard", "There was no draft to discard."),
        ("drop", "What you wrote has been discarded. Nothing was submitted."),
    ],
)
def test_no_draft_is_said_to_be_discarded_where_there_is_none(button: str, said: str, as_: As, act: Act) -> None:
    page = texts(as_("olive").post(URL, typed(act("1a")) | {button: "1"}, follow=True))
    assert said in page
    assert "Your draft has been discarded" not in page
    assert not ProgressUpdate.objects.exists()


def test_draft_that_a_conflict_is_about_goes_with_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    as_("olive").post(URL, typed(act("1a")) | {"draft": "1"})
    mine = typed(act("1a"), draft_seen=as_("olive").get(URL).context["draft_seen"])
    give_update(act("1a"), people.dev)
    conflict = as_("olive").post(URL, mine)
    assert conflict.status_code == 409
    assert 'name="drop"' in texts(conflict)
    dropped = {"drop": "1", "draft_seen": conflict.context["draft_seen"]}
    said = texts(as_("olive").post(URL, dropped, follow=True))
    assert "What you wrote has been discarded. Your draft has been discarded. Nothing was submitted." in said
    assert not ProgressDraft.objects.exists()


def test_draft_goes_with_its_update_or_not_at_all(
    as_: As, act: Act, people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing comes between the two: where the draft cannot go, the update is not there either."""
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    seen = as_("olive").get(URL).context["draft_seen"]
    monkeypatch.setattr("actions.services.progress.discard_draft", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        as_("olive").post(URL, typed(act("1a"), draft_seen=seen))
    assert not ProgressUpdate.objects.exists()
    assert ProgressDraft.objects.exists()


def test_draft_that_was_saved_since_outlives_the_update(act: Act, people: types.SimpleNamespace) -> None:
    said = {"action": act("1a"), "by": people.olive, "fields": {}, "revision": 1}
    seen = save_draft(now=NOW - datetime.timedelta(minutes=5), **said)
    save_draft(now=NOW, **said)
    account = Account(status="on_track", headline="It goes on.")
    submit_progress(action=act("1a"), by=people.olive, now=NOW, submission=uuid.uuid4(), account=account, draft=seen)
    assert ProgressDraft.objects.get().saved_at == NOW


def test_draft_that_is_only_named_outlives_a_submit(as_: As, act: Act) -> None:
    """The page that says "you have saved another draft" does not show it: to submit there does not delete it."""
    as_("olive").post(URL, typed(act("1a"), headline="First draft") | {"draft": "1"})
    asked = as_("olive").post(URL, typed(act("1a"), headline="Second draft") | {"draft": "1"})
    marks = {name: asked.context[name] for name in ("draft_seen", "draft_replaces")}
    assert as_("olive").post(URL, typed(act("1a"), **marks)).status_code == 302
    assert ProgressDraft.objects.get().fields["headline"] == ["First draft"]


def test_draft_says_when_the_action_has_changed_since(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    as_("olive").post(URL, typed(act("1a")) | {"draft": "1"})
    give_update(act("1a"), people.dev)
    assert "The action has changed since you saved your draft." in texts(as_("olive").get(URL))


def test_draft_keeps_the_revision_that_its_author_saw(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    opened = typed(act("1a"), headline="Mine")
    give_update(act("1a"), people.dev)
    as_("olive").post(URL, opened | {"draft": "1"})
    form = as_("olive").get(URL).context["form"]
    assert int(form["revision"].value()) < act("1a").revision
    sent = typed(act("1a"), headline="Mine", revision=form["revision"].value())
    assert as_("olive").post(URL, sent).status_code == 409


def test_draft_in_another_window_is_not_overwritten_unasked(as_: As, act: Act) -> None:
    as_("olive").post(URL, typed(act("1a"), headline="First draft") | {"draft": "1"})
    asked = as_("olive").post(URL, typed(act("1a"), headline="Second draft") | {"draft": "1"})
    assert asked.status_code == 422
    assert "You have saved another draft, on 4 September, 9am." in texts(asked)
    assert ProgressDraft.objects.get().fields["headline"] == ["First draft"]
    mark = {"draft": "1", "draft_replaces": asked.context["draft_replaces"]}
    assert as_("olive").post(URL, typed(act("1a"), headline="Second draft") | mark).status_code == 302
    assert ProgressDraft.objects.get().fields["headline"] == ["Second draft"]


def test_draft_survives_an_update_from_another_window(as_: As, act: Act) -> None:
    as_("olive").post(URL, typed(act("1a"), headline="Long draft") | {"draft": "1"})
    page = texts(as_("olive").post(URL, typed(act("1a")), follow=True))
    assert "Your draft of 4 September, 9am has been kept." in page
    assert ProgressDraft.objects.exists()


def test_draft_of_a_correction_stays_a_correction(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    first = give_update(act("1a"), people.olive)
    page = texts(as_("olive").post(URL, typed(act("1a"), corrects=first.pk) | {"draft": "1"}, follow=True))
    assert "Correct the last update" in page
    assert f'name="corrects" value="{first.pk}"' in page


def test_correcting_does_not_delete_a_draft_that_was_not_shown(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    last = give_update(act("1a"), people.olive)
    as_("olive").post(URL, typed(act("1a"), headline="Long draft") | {"draft": "1"})
    opened = as_("olive").get(f"{URL}?corrects={last.pk}")
    seen = opened.context["draft_seen"]
    assert seen == ""
    as_("olive").post(URL, typed(act("1a"), corrects=last.pk, draft_seen=seen))
    assert ProgressDraft.objects.get().fields["headline"] == ["Long draft"]
