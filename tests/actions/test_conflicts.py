"""Two people at once, a form sent twice, a correction: nothing is silent."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client

from actions.models import Action, DueDateProposal, ProgressUpdate
from actions.services import decide_due_date, edit_action
from send_portal import clock
from tests.actions.reading import texts
from tests.world import NOW, give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_repeated_post_is_one_update(as_: As, act: Act) -> None:
    fields = typed(act("1a"))
    first, second = (as_("olive").post(URL, fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert ProgressUpdate.objects.count() == 1
    assert act("1a").history.filter(status="on_track").count() == 1


def test_form_opened_anew_and_sent_as_before_is_one_update(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    """The browser's Back button, and Submit once more: the form has tokens of its own."""
    sent = {"proposed_due_2": "2026", "proposed_reason": "A vacant post"}
    as_("olive").post(URL, typed(act("1a"), **sent))
    clock_stands(NOW + datetime.timedelta(minutes=2))
    again = as_("olive").post(URL, typed(act("1a"), **sent), follow=True)
    assert "This update was already submitted at 9am." in texts(again)
    assert ProgressUpdate.objects.count() == 1
    decide_due_date(
        proposal=DueDateProposal.objects.get(), by=people.cora, now=clock.now(), agree=False, reason="Too late"
    )
    assert "Submitted at 9:02am." in texts(as_("olive").post(URL, typed(act("1a"), **sent), follow=True))
    assert ProgressUpdate.objects.count() == 2


@pytest.mark.parametrize(("who", "days"), [("dev", 0), ("olive", 1)], ids=["another person", "another day"])
def test_same_words_count_again(
    who: str, days: int, as_: As, act: Act, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    as_("olive").post(URL, typed(act("1a")))
    clock_stands(NOW + datetime.timedelta(days=days))
    as_(who).post(URL, typed(act("1a")))
    assert ProgressUpdate.objects.count() == 2


def test_somebody_was_faster(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    mine = typed(act("1a"), headline="Mine, typed first.", happened="Mine & whole")
    give_update(act("1a"), people.dev, headline="Theirs, sent first.")
    conflict = as_("olive").post(URL, mine)
    assert conflict.status_code == 409
    page = texts(conflict)
    assert "Theirs, sent first." in page
    assert "Mine, typed first." in page
    assert "Dev Anand for Olive Marsh" in page
    assert ProgressUpdate.objects.count() == 1
    resolved = mine | {"revision": act("1a").revision}
    added = as_("olive").post(URL, resolved | {"resolve": "add"})
    assert added.status_code == 302
    assert ProgressUpdate.objects.latest("pk").corrects is None


def test_mine_over_theirs_is_a_correction(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    mine = typed(act("1a"), headline="Mine, typed first.")
    theirs = give_update(act("1a"), people.dev, headline="Theirs, sent first.")
    assert as_("olive").post(URL, mine).status_code == 409
    as_("olive").post(URL, mine | {"revision": act("1a").revision, "resolve": "over"})
    assert ProgressUpdate.objects.latest("pk").corrects == theirs
    page = texts(as_("mo").get("/plans/2023-24/actions/1a/"))
    assert "Corrected by" in page
    assert "Theirs, sent first." in page


def test_conflict_over_the_wording_shows_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    mine = typed(act("1a"))
    edit_action(action=act("1a"), by=people.cora, now=NOW, reason="Clearer", title="Another wording")
    page = texts(as_("olive").post(URL, mine))
    assert "Another wording" in page
    assert "Add mine after it" in page
    assert "Replace it with mine" not in page
    filled = as_("olive").post(URL, mine | {"revision": act("1a").revision, "edit": "1"})
    assert "The work goes on as planned.</textarea>" in texts(filled)


def test_correct_the_newest_update_only(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    first = give_update(act("1a"), people.olive, headline="Wrong figure.")
    page = texts(as_("olive").get(f"{URL}?corrects={first.pk}"))
    assert "Correct the last update" in page
    assert "Wrong figure.</textarea>" in page
    as_("olive").post(URL, typed(act("1a"), corrects=first.pk, headline="Right figure."))
    assert ProgressUpdate.objects.latest("pk").corrects == first
    assert act("1a").last_update.headline == "Right figure."
    late = texts(as_("olive").get(f"{URL}?corrects={first.pk}"))
    assert "There is a newer update, so you cannot correct that one" in late
    assert "Correct the last update" not in late
    again = as_("olive").post(URL, typed(act("1a"), corrects=first.pk))
    assert again.status_code == 422
    assert "Only the newest update can be corrected" in texts(again)


def test_submission_of_another_update_is_refused(as_: As, act: Act) -> None:
    token = str(uuid.uuid4())
    as_("olive").post(URL, typed(act("1a"), submission=token))
    other = as_("olive").post(URL.replace("1a", "1b"), typed(act("1b"), submission=token))
    assert other.status_code == 422
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("page", ["progress", "no-change"])
def test_submission_of_another_update_at_the_same_moment(
    page: str, as_: As, act: Act, people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither request sees the other's update before it writes its own; the database lets one in."""
    token = str(uuid.uuid4())
    give_update(act("1b"), people.olive, NOW - datetime.timedelta(days=60))
    as_("olive").post(URL, typed(act("1a"), submission=token))
    monkeypatch.setattr("actions.services.progress._made_by", lambda submission: None)
    other = as_("olive").post(f"/plans/2023-24/actions/1b/{page}/", typed(act("1b"), submission=token))
    assert other.status_code == 422
    assert "This form was used for another update. Open the form again" in texts(other)
    assert ProgressUpdate.objects.count() == 2


def test_another_broken_rule_of_the_database_is_not_taken_for_it(
    as_: As, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.rules.problems", lambda *args, **kwargs: [])
    with pytest.raises(IntegrityError):
        as_("olive").post(URL, typed(act("1a"), status="at_risk"))
    assert not ProgressUpdate.objects.exists()


def test_another_text_under_a_used_token_is_a_conflict(as_: As, act: Act) -> None:
    fields = typed(act("1a"))
    as_("olive").post(URL, fields)
    changed = as_("olive").post(URL, fields | {"headline": "Another sentence."})
    assert changed.status_code == 409
    assert "Another sentence." in texts(changed)
    again = fields | {"headline": "Another sentence.", "revision": act("1a").revision, "resolve": "add"}
    assert as_("olive").post(URL, again | {"submission": changed.context["submission"]}).status_code == 302
    assert ProgressUpdate.objects.count() == 2


def test_correction_that_comes_too_late_can_be_added(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    first = give_update(act("1a"), people.olive)
    correction = typed(act("1a"), corrects=first.pk, headline="Corrected.")
    give_update(act("1a"), people.dev)
    conflict = as_("olive").post(URL, correction)
    assert conflict.status_code == 409
    assert 'name="corrects"' not in texts(conflict)
    added = typed(act("1a"), headline="Corrected.", resolve="add")
    assert as_("olive").post(URL, added).status_code == 302


@pytest.mark.parametrize("broken", [{"revision": "x"}, {"submission": "x"}, {"corrects": "-1"}, {"revision": ""}])
def test_broken_tokens_are_renewed_with_the_text(broken: dict[str, str], as_: As, act: Act) -> None:
    answer = as_("olive").post(URL, typed(act("1a")) | broken)
    assert answer.status_code == 422
    assert "This form was out of date." in texts(answer)
    form = answer.context["form"]
    sent = typed(act("1a"), submission=form["submission"].value(), revision=form["revision"].value())
    assert as_("olive").post(URL, sent).status_code == 302


@pytest.mark.parametrize(
    "added",
    [
        {"evidence_title": "Survey", "evidence_kind": "survey"},
        {"proposed_due_2": "2026", "proposed_reason": "Posts vacant"},
    ],
)
def test_what_was_added_to_a_used_form_is_not_dropped(added: dict[str, str], as_: As, act: Act) -> None:
    fields = typed(act("1a"))
    as_("olive").post(URL, fields)
    assert as_("olive").post(URL, fields | added).status_code == 409


def test_second_click_is_not_asked_about_its_own_text(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, happened="Two schools have joined.")
    fields = typed(act("1a"))
    assert [as_("olive").post(URL, fields).status_code for _ in range(2)] == [302, 302]


def test_mine_over_theirs_stays_a_correction_when_asked(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    theirs = give_update(act("1a"), people.dev)
    over = typed(act("1a"), resolve="over", happened="NHS number 943 476 5919")
    asked = as_("olive").post(URL, over)
    assert asked.status_code == 422
    assert f'name="corrects" value="{theirs.pk}"' in texts(asked)
