"""A correction starts from all that the corrected update said, and withdraws nothing unasked."""

import dataclasses
import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.account import Account, EvidenceGiven
from actions.models import Action, DueDateProposal, Evidence, Milestone, ProgressUpdate
from actions.said import account_of, lines_of
from actions.services import add_milestone, decide_due_date, set_due_date
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.world import NOW, give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
NEXT_YEAR = {"proposed_due": PartialDate.season(2025, "autumn"), "proposed_reason": "Two posts were vacant."}
ANOTHER = {"proposed_due_1": "6", "proposed_due_2": "2025", "proposed_reason": "One post is filled."}
As = Callable[[str], Client]
Act = Callable[[str], Action]


@pytest.fixture
def overdue(act: Act, people: types.SimpleNamespace) -> Action:
    """An action whose due date has passed, on track because a new date is proposed."""
    set_due_date(action=act("1a"), due=PartialDate.month(2024, 7), by=people.cora, now=NOW, reason="Agreed so")
    give_update(act("1a"), people.olive, happened="Two schools have joined.", **NEXT_YEAR)
    return act("1a")


def opened(client: Client, action: Action) -> dict[str, object]:
    """What a browser would post of the correction of the newest update as it opens."""
    form = client.get(f"{URL}?corrects={action.last_update_id}").context["form"]
    fields: dict[str, object] = {"submit": "1"}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if bound.kind == "date" else None
        fields |= {f"{bound.name}_{at}": part for at, part in enumerate(parts)} if parts else {bound.name: value or ""}
    return fields


def proposals() -> list[tuple[str, str]]:
    return [(str(one.to), one.state) for one in DueDateProposal.objects.order_by("pk")]


def test_correcting_the_headline_keeps_the_proposed_date(as_: As, act: Act, overdue: Action) -> None:
    fields = opened(as_("olive"), overdue)
    assert (fields["proposed_due_1"], fields["proposed_reason"]) == ("autumn", "Two posts were vacant.")
    assert as_("olive").post(URL, fields | {"headline": "Right figure."}).status_code == 302
    assert proposals() == [("autumn 2025", "open")]
    assert DueDateProposal.objects.get().update == act("1a").last_update
    assert act("1a").last_update.headline == "Right figure."


def test_corrected_again_with_another_reason_it_is_still_one_proposal(as_: As, act: Act, overdue: Action) -> None:
    first = overdue.last_update
    for reason in ("Three posts were vacant.", "Four posts were vacant."):
        fields = opened(as_("olive"), act("1a")) | {"headline": f"Right: {reason}", "proposed_reason": reason}
        assert as_("olive").post(URL, fields).status_code == 302
    assert proposals() == [("autumn 2025", "open")]
    assert DueDateProposal.objects.get().reason == "Four posts were vacant."
    assert account_of(first).proposed_reason == "Two posts were vacant."


def test_the_proposal_that_a_correction_ends_does_not_excuse_it(as_: As, act: Act, overdue: Action) -> None:
    emptied = dict.fromkeys(("proposed_due_0", "proposed_due_1", "proposed_due_2", "proposed_reason"), "")
    refused = as_("olive").post(URL, opened(as_("olive"), overdue) | emptied)
    assert refused.status_code == 422
    assert "The due date, July 2024, has passed." in texts(refused)
    assert proposals() == [("autumn 2025", "open")]


def test_a_proposal_of_an_earlier_update_does(
    as_: As, act: Act, overdue: Action, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, headline="Another sentence.")
    assert as_("olive").post(URL, opened(as_("olive"), act("1a"))).status_code == 302
    assert proposals() == [("autumn 2025", "open")]


def test_a_correction_may_take_the_date_back(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, **NEXT_YEAR)
    fields = opened(as_("olive"), act("1a")) | {"proposed_due_1": "", "proposed_due_2": "", "proposed_reason": ""}
    assert as_("olive").post(URL, fields).status_code == 302
    assert proposals() == [("autumn 2025", "overtaken")]


def test_a_date_that_was_decided_is_not_proposed_again(
    as_: As, act: Act, overdue: Action, people: types.SimpleNamespace
) -> None:
    proposal = DueDateProposal.objects.get()
    decide_due_date(proposal=proposal, agree=True, by=people.sara, now=NOW)
    fields = opened(as_("olive"), act("1a"))
    assert fields["proposed_due_2"] == ""
    assert as_("olive").post(URL, fields).status_code == 302
    assert proposals() == [("autumn 2025", "agreed")]


def test_evidence_and_milestones_are_shown_and_not_given_twice(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    pilot = add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 8))
    given = {
        "evidence": EvidenceGiven("Survey of carers", "survey", "", datetime.date(2024, 6, 1)),
        "milestones_met": {pilot.pk: datetime.date(2024, 8, 30)},
    }
    give_update(act("1a"), people.olive, **given)
    for headline in ("Right figure.", "Right at last."):
        page = texts(as_("olive").get(f"{URL}?corrects={act('1a').last_update_id}"))
        assert "Milestone met: “Pilot”, 30 August 2024" in page
        assert "Evidence: Survey of carers, Survey (1 June 2024)" in page
        fields = opened(as_("olive"), act("1a")) | {"headline": headline}
        assert as_("olive").post(URL, fields).status_code == 302
    assert Evidence.objects.count() == 1
    assert Milestone.objects.get(pk=pilot.pk).met_on == datetime.date(2024, 8, 30)
    assert "Survey of carers" not in texts(as_("olive").get(URL))


def test_the_same_correction_twice_is_one(as_: As, act: Act, overdue: Action) -> None:
    fields = opened(as_("olive"), overdue) | {"headline": "Nine schools have joined."}
    assert [as_("olive").post(URL, fields).status_code for _ in range(2)] == [302, 302]
    assert ProgressUpdate.objects.count() == 2


def test_a_correction_that_changes_nothing_is_none(as_: As, act: Act, overdue: Action) -> None:
    assert as_("olive").post(URL, opened(as_("olive"), overdue)).status_code == 302
    assert ProgressUpdate.objects.count() == 1


def test_a_correction_is_not_asked_about_the_text_that_it_repeats(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    for days in (20, 10):
        give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=days), happened="As before.")
    assert as_("olive").post(URL, opened(as_("olive"), act("1a")) | {"headline": "Right."}).status_code == 302


def test_mine_over_theirs_keeps_the_date_that_they_propose(as_: As, act: Act, overdue: Action) -> None:
    mine = typed(overdue, resolve="over", headline="Mine.")
    assert as_("olive").post(URL, mine).status_code == 302
    assert proposals() == [("autumn 2025", "open")]
    assert act("1a").last_update.corrects == overdue.last_update


def test_mine_over_theirs_with_a_date_of_mine(as_: As, act: Act, overdue: Action) -> None:
    assert as_("olive").post(URL, typed(overdue, resolve="over", **ANOTHER)).status_code == 302
    assert proposals() == [("autumn 2025", "overtaken"), ("June 2025", "open")]


def test_mine_over_theirs_when_it_is_complete(as_: As, act: Act, overdue: Action) -> None:
    done = {"status": "complete", "completed_on_0": "1", "completed_on_1": "9", "completed_on_2": "2024"}
    mine = typed(overdue, resolve="over", considered=["evidence"], **done)
    assert as_("olive").post(URL, mine).status_code == 302
    assert proposals() == [("autumn 2025", "overtaken")]


def test_conflict_shows_all_of_both(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    pilot, launch = (
        add_milestone(action=act("1a"), by=people.cora, now=NOW, title=title, due=PartialDate.month(2024, 8))
        for title in ("Pilot", "Launch")
    )
    mine = typed(
        act("1a"), figure_what="Reviews", figure_was="40", figure_is="61", figure_source="Case system",
        evidence_title="Minutes of May", evidence_kind="minutes", **ANOTHER,
        **{f"milestone_{launch.pk}_{at}": part for at, part in enumerate(("2", "9", "2024"))},
    )  # fmt: skip
    give_update(
        act("1a"), people.dev, status="complete", completed_on=datetime.date(2024, 9, 1),
        evidence=EvidenceGiven("Survey", "survey", "https://www.example.org/s"),
        figure_what="Waits", figure_is="7", figure_is_on=datetime.date(2024, 8, 1), figure_source="Register",
        milestones_met={pilot.pk: datetime.date(2024, 8, 30)},
    )  # fmt: skip
    page = texts(as_("olive").post(URL, mine))
    theirs, own = page.split('id="mine"')
    for text in ("1 September 2024", "Survey, Survey, https://www.example.org/s", "7 (1 August 2024)",
                 "Source: Register", "“Pilot”, 30 August 2024"):  # fmt: skip
        assert text in theirs
    for text in ("June 2025: One post is filled.", "40 to 61", "Source: Case system", "Minutes of May, Minutes",
                 "“Launch”, 2 September 2024"):  # fmt: skip
        assert text in own


def test_conflict_shows_the_date_that_they_propose(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    mine = typed(act("1a"))
    give_update(act("1a"), people.dev, **NEXT_YEAR)
    assert "autumn 2025: Two posts were vacant." in texts(as_("olive").post(URL, mine))


def test_lines_leave_nothing_out(act: Act, people: types.SimpleNamespace) -> None:
    pilot = add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 8))
    days = (datetime.date(2024, 1, day) for day in range(1, 29))
    said = {field.name: f"<{field.name}>" for field in dataclasses.fields(Account)} | {
        "ask": "help", "completed_on": next(days), "proposed_due": PartialDate(next(days), "day"),
        "figure_was_on": next(days), "figure_is_on": next(days), "milestones_met": {pilot.pk: next(days)},
        "evidence": EvidenceGiven("<title>", "survey", "<url>", next(days)),
    }  # fmt: skip
    shown = " ".join(word for line in lines_of(Account(**said), act("1a")) for word in line)
    wanted = [value for name, value in said.items() if isinstance(value, str) and name not in ("status", "ask")]
    wanted += ["Help", "<title>", "Survey", "<url>", "“Pilot”", *(f"{day} January 2024" for day in range(1, 7))]
    assert [text for text in wanted if text not in shown] == []
