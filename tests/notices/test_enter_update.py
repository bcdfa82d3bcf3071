"""Entering an update for somebody in its line of the desk: the rules of the update form, and back to the next line."""

import datetime
import types
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action, ProgressUpdate
from actions.services import record_no_update, save_draft
from tests.actions.reading import texts, words
from tests.notices.working import DESK, entry, lines_of
from tests.world import NOW, asked, give_update, typed

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ONE = entry("1a")
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def said(action: Action, **fields: Any) -> dict[str, Any]:
    """What the form in the line posts."""
    kept = {name: value for name, value in typed(action).items() if name != "ask"}
    return kept | {"received_by": "telephone"} | fields


def test_the_form_opens_in_its_line(as_: As, act: Act) -> None:
    answer = as_("cora").get(ONE)
    page = texts(answer)
    assert page.index('id="line-1a"') < page.index('id="progress-form"') < page.index('id="line-1b"')
    assert page.count("<form") == 2, "the form, and that of signing out"
    assert "You are entering this for Olive Marsh. The record will say so." in words(answer)
    fields = set(answer.context["form"].fields)
    assert {"received_by", "status", "headline", "happened", "reason", "completed_on", "proposed_due"} <= fields
    assert not {"next_steps", "ask", "difference_made", "evidence_title"} & fields


def test_it_is_recorded_by_and_for_and_how(as_: As, act: Act, people: People) -> None:
    answer = as_("cora").post(ONE, said(act("1a")))
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}#line-1b")
    update = act("1a").last_update
    assert (update.author, update.on_behalf_of, update.received_by) == (people.cora, people.olive, "telephone")
    assert act("1a").history.latest().actor_role == "co-ordinator, for Olive Marsh, by telephone"
    page = as_("cora").get(DESK).content.decode()
    assert "Cora Vale for Olive Marsh, by telephone" in page


def test_the_desk_says_what_was_submitted(as_: As, act: Act) -> None:
    client = as_("cora")
    page = words(client.post(ONE, said(act("1a")), follow=True))
    assert "1a: Submitted at 9am. It goes into the papers for the meeting of 12 September." in page
    assert "The record says that you entered it for Olive Marsh." in page


def test_one_goes_on_at_the_next_line_that_is_to_come(as_: As, act: Act, people: People) -> None:
    give_update(act("1b"), people.olive)
    record_no_update(action=act("3f"), by=people.cora, now=NOW)
    answer = as_("cora").post(f"{ONE}?state=missing", said(act("1a")))
    assert answer["Location"] == f"{DESK}?state=missing#line-4c"


def test_the_page_or_the_filter_has_gone_meanwhile(
    as_: As, act: Act, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lead of the last page's only other line gave hers while the form stood open: what was typed counts."""
    monkeypatch.setattr("notices.desk.page.LINES_A_PAGE", 37)
    client = as_("cora")
    first, last = (lines_of(client.get(f"{DESK}?state=missing&page={page}"))[0] for page in (1, 2))
    give_update(act(last), people.cora)
    answer = client.post(f"{entry(first)}?state=missing&page=2", said(act(first), headline=""))
    assert answer.status_code == 422
    assert "Two schools have joined." in texts(answer)
    answer = client.post(f"{entry(first)}?organisation=999&page=9", said(act(first)))
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}#line-1b")
    assert client.get(f"{entry('1b')}?state=missing&page=9").status_code == 200


def test_after_the_last_one_comes_the_first(as_: As, act: Act, people: People) -> None:
    last = lines_of(as_("cora").get(DESK))[-1]
    answer = as_("cora").post(entry(last), said(act(last)))
    assert answer["Location"] == f"{DESK}#line-1a"
    answer = as_("cora").post(f"{ONE}?state=received", said(act("1a")))
    assert answer["Location"] == f"{DESK}?state=received#desk"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"received_by": ""}, "Select how you received it"),
        ({"status": ""}, "Select how it is going"),
        ({"headline": ""}, "Enter one sentence for the board report"),
        ({"status": "at_risk"}, "Enter why it is at risk"),
        ({"status": "complete"}, "Enter the date it was completed"),
        ({"headline": "x" * 201}, "200 characters"),
        ({"happened": "one\x00two"}, "cannot be shown"),
        ({"happened": "one\u202etwo"}, "cannot be shown"),
    ],
)
def test_what_is_wrong_comes_back_in_the_line(fields: dict[str, str], message: str, as_: As, act: Act) -> None:
    answer = as_("cora").post(ONE, said(act("1a"), **fields))
    page = texts(answer)
    assert answer.status_code == 422
    assert message in page
    assert page.index('id="line-1a"') < page.index("There is a problem") < page.index('id="line-1b"')
    assert not ProgressUpdate.objects.exists()
    if "happened" not in fields:
        assert "Two schools have joined." in page


def test_at_risk_by_email(as_: As, act: Act) -> None:
    sent = said(act("1a"), status="at_risk", received_by="e-mail", **RISK)
    assert as_("cora").post(ONE, sent).status_code == 302
    assert (act("1a").status, act("1a").last_update.consequence) == ("at_risk", "A delay.")


def test_a_soft_question_is_asked_once(as_: As, act: Act) -> None:
    client, sent = as_("cora"), said(act("1a"), happened="About NHS number 943 476 5919")
    first = client.post(ONE, sent)
    assert (first.status_code, len(asked(first))) == (422, 1)
    assert client.post(ONE, sent | {"considered": asked(first)}).status_code == 302


def test_somebody_was_faster(as_: As, act: Act, people: People) -> None:
    """Both texts, and what one chooses then leads back to the desk."""
    sent = said(act("1a"), headline="What Olive said on the telephone.")
    give_update(act("1a"), people.olive, headline="What Olive wrote herself.")
    client = as_("cora")
    answer = client.post(ONE, sent)
    page = texts(answer)
    assert answer.status_code == 409
    assert "What Olive wrote herself." in page
    assert "What Olive said on the telephone." in page
    assert f'action="{ONE}#line-1a"' in page
    again = sent | {"revision": act("1a").revision, "submission": str(uuid.uuid4())}
    dropped = client.post(ONE, again | {"drop": "1"})
    assert (dropped["Location"], ProgressUpdate.objects.count()) == (f"{DESK}#line-1a", 1)
    added = client.post(ONE, again | {"resolve": "add"})
    assert (added["Location"], act("1a").last_update.headline) == (
        f"{DESK}#line-1b", "What Olive said on the telephone."
    )  # fmt: skip


def test_twice_is_once(as_: As, act: Act) -> None:
    client, sent = as_("cora"), said(act("1a"))
    assert [client.post(ONE, sent).status_code for _ in range(2)] == [302, 302]
    assert ProgressUpdate.objects.count() == 1


def test_an_update_takes_the_place_of_what_was_recorded(as_: As, act: Act, people: People) -> None:
    record_no_update(action=act("1a"), by=people.cora, now=NOW)
    assert as_("cora").post(ONE, said(act("1a"))).status_code == 302
    assert "No update received, recorded on" not in as_("cora").get(DESK).content.decode()


def test_what_one_has_begun_oneself_is_kept(as_: As, act: Act, people: People) -> None:
    save_draft(action=act("1a"), by=people.cora, now=NOW, revision=1,
               fields={"headline": ["Begun before"], "next_steps": ["Not in this form"]})  # fmt: skip
    client = as_("cora")
    answer = client.get(ONE)
    page = texts(answer)
    assert "Begun before" not in page
    assert "Continue it in the full form" in page
    sent = said(act("1a"), draft_seen=answer.context["draft_seen"])
    assert "Your draft of 4 September, 9am has been kept" in words(client.post(ONE, sent, follow=True))
    assert act("1a").drafts.get(author=people.cora).fields["next_steps"] == ["Not in this form"]


def test_the_full_form_takes_over_what_was_typed(as_: As, act: Act) -> None:
    form = "/plans/2023-24/actions/1a/progress/"
    assert f'formaction="{form}"' in texts(as_("cora").get(ONE))
    sent = said(act("1a"), headline="Said so far.", edit="1")
    answer = as_("cora").post(form, {name: value for name, value in sent.items() if name != "submit"})
    assert "Said so far." in texts(answer)
    assert "What is different for children" in texts(answer)


def test_who_else(as_: As, act: Act) -> None:
    for who in ("olive", "dev", "sara", "mo", "ada", "ian"):
        assert as_(who).get(ONE).status_code == 403
        assert as_(who).post(ONE, said(act("1a"))).status_code == 403
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("key", ["9z", "remind", "..", "1a.x"])
def test_no_such_action(key: str, as_: As) -> None:
    assert as_("cora").get(f"{DESK}actions/{key}/").status_code == 404
    assert as_("cora").put(ONE).status_code == 405


def test_one_that_is_in_already_stands_above_the_list(as_: As, act: Act, people: People) -> None:
    give_update(act("1a"), people.olive)
    page = texts(as_("cora").get(f"{ONE}?state=missing"))
    assert page.index('<h2 class="govuk-heading-m" id="line-1a"') < page.index('id="progress-form"')
    assert page.count('id="line-1a"') == 1


def test_text_comes_back_after_the_session_has_ended(as_: As, act: Act, people: People) -> None:
    client = as_("cora")
    page = client.get(ONE)
    sent = said(act("1a"), headline="Kept through sign-in.", writer=page.context["page"].writer)
    answer = Client().post(ONE, sent)
    assert answer.status_code == 401
    assert "Kept through sign-in." in answer.content.decode() or "Kept+through" in answer.content.decode()


def test_after_papers_went_out(as_: As, act: Act, clock_stands: Callable[[datetime.datetime], None]) -> None:
    clock_stands(NOW + datetime.timedelta(days=2))
    page = words(as_("cora").post(ONE, said(act("1a")), follow=True))
    assert (
        "1a: Submitted at 9am. It is marked as coming after papers for the meeting of 12 September went out." in page
    )
