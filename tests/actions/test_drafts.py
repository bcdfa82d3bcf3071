"""Drafts of an update: private, kept as typed, and never overwritten or sent unasked."""

import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action, ProgressDraft, ProgressUpdate
from tests.actions.reading import texts
from tests.world import give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_draft_is_private_and_kept(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    fields = typed(act("1a"), status="at_risk", headline="Half a", completed_on_0="31x") | {"draft": "1"}
    fields.pop("submit")
    page = texts(as_("olive").post(URL, fields, follow=True))
    assert "Your draft is saved." in page
    assert 'value="Half a"' in page
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
    assert "Your draft is discarded." in texts(as_("olive").post(URL, {"discard": "1"}, follow=True))
    assert not ProgressDraft.objects.exists()


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
    assert "You have saved another draft, at 9am." in texts(asked)
    assert ProgressDraft.objects.get().fields["headline"] == ["First draft"]
    mark = {"draft": "1", "draft_seen": asked.context["page"].draft_mark}
    assert as_("olive").post(URL, typed(act("1a"), headline="Second draft") | mark).status_code == 302
    assert ProgressDraft.objects.get().fields["headline"] == ["Second draft"]


def test_draft_survives_an_update_from_another_window(as_: As, act: Act) -> None:
    as_("olive").post(URL, typed(act("1a"), headline="Long draft") | {"draft": "1"})
    page = texts(as_("olive").post(URL, typed(act("1a")), follow=True))
    assert "Your draft of 9am is kept." in page
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
