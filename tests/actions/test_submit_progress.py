"""The update form: the one page for which everything else stands."""

import datetime
import re
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.account import Account
from actions.models import Action, DueDateProposal, Evidence, Milestone, ProgressUpdate
from actions.services import add_milestone, edit_action, set_due_date, set_plan_state, submit_progress
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.actions.reading import texts
from tests.world import NOW, give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_it_works(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    response = as_("olive").post(URL, typed(act("1a")), follow=True)
    assert response.redirect_chain == [("/plans/2023-24/actions/1a/", 302)]
    assert "Submitted at 9am." in texts(response)
    assert "It goes into the papers for the meeting of 12 September." in texts(response)
    assert "The work goes on as planned." in texts(response)
    action = act("1a")
    assert (action.status, action.last_update_at) == ("on_track", NOW)
    update = ProgressUpdate.objects.get()
    assert (update.author, update.on_behalf_of, update.author_role) == (people.olive, None, "lead")


def test_it_is_recorded(as_: As, act: Act) -> None:
    as_("olive").post(URL, typed(act("1a"), **RISK))
    page = texts(as_("mo").get("/plans/2023-24/actions/1a/history/"))
    assert "<strong>Status:</strong> No status yet → At risk" in page
    assert "9am, Olive Marsh, lead of 1a" in page
    assert "Progress update: at risk. The work goes on as planned." in page
    assert "Reason: “A post is vacant.”" in page


def test_the_plan_page_counts_it(as_: As, act: Act) -> None:
    before = texts(as_("mo").get("/plans/2023-24/"))
    as_("olive").post(URL, typed(act("1a")))
    after = texts(as_("mo").get("/plans/2023-24/"))
    assert "33 still to come" not in before
    assert "33 still to come" in after


@pytest.mark.parametrize("who", ["otis", "cole", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, act: Act) -> None:
    response = as_(who).post(URL, typed(act("1a")))
    assert response.status_code == 403
    assert "Ask Olive Marsh, who leads it, or the co-ordinator." in texts(response)
    assert URL not in texts(as_(who).get("/plans/2023-24/actions/1a/"))
    assert not ProgressUpdate.objects.exists()


def test_wrong_method(as_: As) -> None:
    assert as_("olive").put(URL).status_code == 405
    assert as_("olive").delete(URL).status_code == 405


def test_unknown_action(as_: As) -> None:
    assert as_("olive").get("/plans/2023-24/actions/9z/progress/").status_code == 404
    assert as_("olive").get("/plans/2022-23/actions/1a/progress/").status_code == 404


def test_at_risk_needs_its_reason(as_: As, act: Act) -> None:
    response = as_("olive").post(URL, typed(act("1a"), status="at_risk", happened="Kept & safe <text>"))
    assert response.status_code == 422
    page = texts(response)
    assert "<title>Error: Update of 1a" in page
    assert '<a href="#id_reason">Enter why it is at risk</a>' in page
    assert "Kept &amp; safe &lt;text&gt;" in page
    assert not ProgressUpdate.objects.exists()
    assert act("1a").status == "none"


INVALID = {
    "no status": ({"status": ""}, "Select how it is going"),
    "no headline": ({"headline": " "}, "Enter one sentence for the board report"),
    "a headline of which nothing is seen": ({"headline": "\u200b"}, "Enter one sentence for the board report"),
    "a long headline": ({"headline": "x" * 201}, "The headline must be 200 characters or fewer"),
    "complete without date": ({"status": "complete"}, "Enter the date it was completed"),
    "completed in the future": (
        {"status": "complete", "completed_on_0": "5", "completed_on_1": "9", "completed_on_2": "2024"},
        "The completion date must be today or in the past",
    ),
    "completed and on track": (
        {"completed_on_0": "1", "completed_on_1": "9", "completed_on_2": "2024"},
        "Choose “Complete” as the status, or remove the completion date",
    ),
    "an ask without text": ({"ask": "help"}, "Enter what you are asking for, and from whom"),
    "a text without ask": ({"ask_text": "Help"}, "Choose a decision or help, or remove what you are asking for"),
    "a proposed date without reason": ({"proposed_due_2": "2025"}, "Enter why you are proposing this date"),
    "a proposed date in the past": (
        {"proposed_due_2": "2023", "proposed_reason": "Late"}, "The proposed due date must be in the future",
    ),
    "31 February": (
        {"proposed_due_0": "31", "proposed_due_1": "2", "proposed_due_2": "2025", "proposed_reason": "Late"},
        "The proposed due date must be a real date",
    ),
    "a figure without source": ({"figure_what": "Reviews", "figure_is": "61"}, "Enter where the figure comes from"),
    "a figure without a name": ({"figure_is": "61"}, "Enter what the figure counts"),
    "evidence without kind": ({"evidence_title": "Survey"}, "Select the kind of evidence"),
    "evidence with a link that leads nowhere": (
        {"evidence_title": "Survey", "evidence_kind": "survey", "evidence_url": "ftp://example.org/x"},
        "Enter a link like",
    ),
    "a date of evidence alone": (
        {"evidence_dated_on_0": "1", "evidence_dated_on_1": "8", "evidence_dated_on_2": "2024"},
        "Enter what the evidence is",
    ),
    "evidence with a bad link": (
        {"evidence_title": "Survey", "evidence_kind": "survey", "evidence_url": "javascript:alert(1)"},
        "Enter a link like",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", INVALID)
def test_invalid_changes_nothing(case: str, as_: As, act: Act) -> None:
    fields, message = INVALID[case]
    response = as_("olive").post(URL, typed(act("1a"), **fields))
    assert response.status_code == 422
    assert message in texts(response)
    assert not ProgressUpdate.objects.exists()
    assert act("1a").history.first().status == "none"


def test_overdue_is_not_on_track(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_due_date(action=act("1a"), due=PartialDate.month(2024, 7), by=people.cora, now=NOW, reason="Agreed so")
    refused = as_("olive").post(URL, typed(act("1a")))
    assert refused.status_code == 422
    assert "The due date, July 2024, has passed." in texts(refused)
    proposing = {"proposed_due_1": "winter", "proposed_due_2": "2024", "proposed_reason": "Two posts were vacant."}
    assert as_("olive").post(URL, typed(act("1a"), **proposing)).status_code == 302
    proposal = DueDateProposal.objects.get()
    assert (str(proposal.to), proposal.state) == ("winter 2024/25", "open")
    assert str(act("1a").due) == "July 2024"


def test_everything_that_can_come_with_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    milestone = add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 8))
    fields = RISK | {
        "next_steps": "Interviews.", "ask": "decision", "ask_text": "A decision of the board.",
        "difference_made": "Families wait less.", "figure_what": "Reviews", "figure_was": "40", "figure_is": "61",
        "figure_source": "Case system", "figure_is_on_0": "1", "figure_is_on_1": "August", "figure_is_on_2": "2024",
        "evidence_title": "Survey", "evidence_kind": "survey", "evidence_url": "https://www.example.org/survey",
        f"milestone_{milestone.pk}_0": "30", f"milestone_{milestone.pk}_1": "8", f"milestone_{milestone.pk}_2": "2024",
        "proposed_due_0": "31", "proposed_due_1": "3", "proposed_due_2": "2025", "proposed_reason": "Posts",
    }  # fmt: skip
    page = texts(as_("olive").post(URL, typed(act("1a"), **fields), follow=True))
    assert Milestone.objects.get(pk=milestone.pk).met_on == datetime.date(2024, 8, 30)
    assert Evidence.objects.get().update == ProgressUpdate.objects.get()
    for text in (
        "A post is vacant.",
        "Families wait less.",
        "Case system",
        "31 March 2025",
        "Survey",
        "1 August 2024",
    ):
        assert text in page


def test_the_headline_shows_all_that_it_prints(as_: As, act: Act) -> None:
    page = as_("olive").get(URL).content.decode()
    field = re.search(r'<textarea name="headline"[^>]*>', page)
    assert field is not None
    assert 'rows="2"' in field[0]
    assert "maxlength" not in field[0]
    assert re.search(r'<div id="id_headline-info" class="[^"]*">You can enter up to 200 characters<', page)
    as_("olive").post(URL, typed(act("1a"), headline=f"  {'x' * 99}\r\n\r\n{'y' * 100} "))
    assert ProgressUpdate.objects.get().headline == f"{'x' * 99} {'y' * 100}"


def test_what_is_optional_says_so(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 10))
    page = texts(as_("olive").get(URL))
    assert "What has happened? (optional)" in page
    assert "Milestones that have been met (optional)" in page
    give_update(act("1a"), people.olive)
    assert "What has happened since 4 September? (optional)" in texts(as_("olive").get(URL))


@pytest.mark.parametrize("state", ["withdrawn", "replaced"])
def test_what_has_left_the_plan_takes_no_update(state: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    other = act("1b") if state == "replaced" else None
    set_plan_state(action=act("1a"), state=state, by=people.cora, now=NOW, reason="Overtaken", replaced_by=other)
    client = as_("olive")
    for response in (client.get(URL), client.post(URL, typed(act("1a")))):
        assert response.status_code == 403
        assert f"1a is {state}, so you cannot add updates." in texts(response)
    assert not ProgressUpdate.objects.exists()


def test_what_is_paused_takes_an_update_and_stays_paused(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    paused = {"state": "paused", "reason": "Until the review is done", "paused_until": PartialDate.month(2025, 3)}
    set_plan_state(action=act("1a"), by=people.cora, now=NOW, **paused)
    page = texts(as_("olive").post(URL, typed(act("1a")), follow=True))
    assert "Submitted at 9am." in page
    assert (act("1a").status, act("1a").plan_state) == ("on_track", "paused")


def test_what_is_proposed_takes_no_update(as_: As, act: Act) -> None:
    response = as_("cora").get(URL.replace("1a", "3f.v"))
    assert response.status_code == 403
    assert "3f(v) is proposed, so you cannot add updates." in texts(response)


def test_after_papers_is_said(as_: As, act: Act, clock_stands: Callable[[datetime.datetime], None]) -> None:
    clock_stands(datetime.datetime(2024, 9, 6, 9, tzinfo=clock.LONDON))
    page = texts(as_("olive").post(URL, typed(act("1a")), follow=True))
    assert "after papers for the meeting of 12 September went out" in page


def test_next_is_named_until_all_are_done(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    page = texts(as_("olive").post(URL, typed(act("1a")), follow=True))
    assert "(3 updates left)" in page
    for key in ("1b", "3f"):
        give_update(act(key), people.olive)
    url = URL.replace("1a", "4c")
    done = texts(as_("olive").post(url, typed(act("4c")), follow=True))
    assert "Done for this cycle. Nobody will ask you again before the meeting of 12 September." in done


def test_reasons_do_not_stand_under_green(as_: As, act: Act) -> None:
    answer = as_("olive").post(URL, typed(act("1a"), reason="Left over"))
    assert answer.status_code == 422
    assert "Choose “At risk” or “Off track” as the status, or remove this text" in texts(answer)


def test_clock_that_runs_behind_answers_try_again(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    give_update(act("1a"), people.dev)
    clock_stands(NOW - datetime.timedelta(hours=1))
    client = as_("olive")
    client.raise_request_exception = False
    answer = client.post(URL, typed(act("1a"), headline="Kept sentence."))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Kept sentence." in texts(answer)
    assert ProgressUpdate.objects.count() == 1


def test_the_record_has_room_for_the_longest_names(act: Act, people: types.SimpleNamespace) -> None:
    """History rows are not cleaned as other records are: PostgreSQL would refuse what SQLite lets in too long."""
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Married", name="O" * 200)
    account = Account(status="on_track", headline="The work goes on as planned.")
    update = submit_progress(
        action=act("1a"), by=people.dev, now=NOW, submission=uuid.uuid4(), account=account, received_by="telephone"
    )
    row = Action.history.filter(id=act("1a").pk).latest("history_id")
    assert row.actor_role == f"deputy of 1a, for {'O' * 200}, by telephone"
    assert update.recorded_as.endswith(row.actor_role)


def test_date_that_counts_stands_beside_a_proposed_one(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    def now() -> str:
        page = " ".join(as_("olive").get("/plans/2023-24/actions/1a/progress/").content.decode().split())
        return page.partition("agrees to the new one. Now: ")[2].partition(".")[0]

    said = {"by": people.cora, "now": NOW, "reason": "It has no end"}
    assert now() == "31 December 2024"
    edit_action(action=act("1a"), is_ongoing=True, review=PartialDate.month(2025, 3), **said)
    assert now() == "ongoing"
    edit_action(action=act("1a"), is_ongoing=False, **said)
    assert now() == "no date set"
    edit_action(action=act("1a"), due=PartialDate.month(2024, 12), **said)
    assert now() == "December 2024"
