"""A spreadsheet beside a plan that has its actions: what changes, what stays, and what somebody changed meanwhile."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.from_sheet.present import Present
from actions.models import Action, DueDateChange, ImportDraft, ProgressUpdate
from actions.services import add_action, bringing_in, edit_action
from actions.views import importing
from audit.recording import Refused
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import edit_priority
from tests.actions.importing_pages import IMPORT, book, confirmed, fields_of, walked
from tests.actions.reading import texts, words
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
LATER = NOW + datetime.timedelta(minutes=5)


def row(action: Action, **told: str) -> tuple[str, ...]:
    """A row of the spreadsheet that says what stands, but for what is told."""
    first = action.priority
    stands = {
        "priority": f"Priority {first.number} {first.title}",
        "reference": action.reference,
        "title": action.title,
        "success_measure": action.success_measure,
    }
    said = stands | told
    names = ("priority", "reference", "title", "lead", "due", "status", "progress", "success_measure")
    return tuple(said.get(name, "") for name in names)


def state(action: Action) -> dict[str, Any]:
    return {field.attname: getattr(action, field.attname) for field in Action._meta.fields}


def test_what_stands_is_unchanged(as_: As, act: Act) -> None:
    page = walked(as_("cora"), book(row(act("1a"), due="31/12/2024"), row(act("1b"))))
    assert "There is nothing to bring in." in texts(page)
    assert "Unchanged (3)" in texts(page)
    left = Action.objects.count() - 2
    assert f"Not in the spreadsheet, left as they are ({left})" in texts(page)


def test_changed_wording_and_dates_are_an_edit_with_the_reason(as_: As, act: Act) -> None:
    cora = as_("cora")
    before, untouched = act("1a").title, state(act("1b"))
    page = walked(cora, book(row(act("1a"), title="Say it better", due="31/03/2025")))
    assert f"Agreed wording: from “{before}” to “Say it better”" in words(page)
    assert "Due: from “31 December 2024” to “31 March 2025”" in words(page)
    assert confirmed(cora, page).status_code == 302
    changed = act("1a")
    assert (changed.title, changed.due, changed.original_due) == (
        "Say it better", PartialDate.day(2025, 3, 31), PartialDate.day(2024, 12, 31),
    )  # fmt: skip
    assert changed.history.latest("history_id").history_change_reason == "From the spreadsheet plan.xlsx"
    assert DueDateChange.objects.filter(action=changed).latest("pk").reason == "From the spreadsheet plan.xlsx"
    assert state(act("1b")) == untouched


def test_an_empty_cell_takes_nothing_away(as_: As, act: Act) -> None:
    page = walked(as_("cora"), book(row(act("1a"), lead="", due="", success_measure="")))
    assert "There is nothing to bring in." in texts(page)


def test_a_lead_who_stands_stays(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1a"), lead="Otis Field"), row(act("1c"), lead="Otis Field")))
    assert "The lead stays Olive Marsh. The spreadsheet says “Otis Field”." in words(page)
    confirmed(cora, page)
    assert (act("1a").lead, act("1a").lead_as_printed) == (people.olive, "Otis Field")
    assert (act("1c").lead, act("1c").lead_as_printed) == (people.otis, "Otis Field")


def test_a_word_given_in_the_portal_stands(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    page = walked(cora, book(row(act("1a"), status="Red", title="Other words"), row(act("1b"), status="Red")))
    assert f"The status stays “{given.get_status_display()}”, as reported on 3 September 2024." in words(page)
    confirmed(cora, page)
    assert (act("1a").last_update, act("1a").title) == (given, "Other words")
    assert act("1b").status == "off_track"


def test_a_newer_spreadsheet_moves_what_an_older_one_said(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(row(act("1b"), status="Green", progress="Begun."))))
    page = walked(cora, book(row(act("1b"), status="Green", progress="Begun.")))
    assert "There is nothing to bring in." in texts(page)
    page = walked(cora, book(row(act("1b"), status="Amber", progress="A post is vacant.")))
    assert "Status: from “On track” to “At risk”" in words(page)
    assert "Progress: from “Begun.” to “A post is vacant.”" in words(page)
    confirmed(cora, page)
    assert (act("1b").status, act("1b").status_as_printed) == ("at_risk", "Amber")
    assert ProgressUpdate.objects.filter(action=act("1b")).count() == 2


def test_a_title_of_a_priority_changes(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1a"), priority="Priority 1 Families first")))
    assert "Title: from “A partnership with families" in words(page)
    confirmed(cora, page)
    first = Priority.objects.get(number=1)
    assert first.title == "Families first"
    assert first.history.latest("history_id").history_change_reason == "From the spreadsheet plan.xlsx"


def test_a_priority_that_the_sheet_does_not_name_keeps_its_title(as_: As, act: Act) -> None:
    cora = as_("cora")
    body = book(("1a", "Other words", ""), ("1z", "More", ""), headings=("Reference", "Action", "Lead"))
    page = walked(cora, body)
    assert confirmed(cora, page).status_code == 302
    assert act("1z").priority.title == "A partnership with families"
    assert act("1a").title == "Other words"


def test_a_sub_action_finds_its_action_in_the_plan(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(row(act("3f"), reference="3f(ix)", title="One more part"))))
    assert act("3f.ix").parent == act("3f")


def test_what_stands_elsewhere_in_the_plan_stays_there(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1a"), priority="Priority 2", title="Other words")))
    assert "It stays in priority 1. The spreadsheet has it in priority 2." in words(page)
    confirmed(cora, page)
    assert (act("1a").priority.number, act("1a").title) == (1, "Other words")


def test_objectives_come_in_and_change(as_: As, act: Act) -> None:
    cora = as_("cora")
    headings = ("Priority", "Objective", "Reference", "Action")
    first = book(("Priority 8 Next", "Listen to families", "8a", "Ask"), headings=headings)
    confirmed(cora, walked(cora, first))
    objective = act("8a").objective
    assert objective is not None
    assert objective.title == "Listen to families"
    assert "There is nothing to bring in." in texts(walked(cora, first))
    second = book(
        ("Priority 8 Next", "Listen to families", "8a", "Ask again"), ("Priority 8 Next", "Speak", "8b", "Tell"),
        headings=headings,
    )  # fmt: skip
    confirmed(cora, walked(cora, second))
    told = act("8b").objective
    assert told is not None
    assert (act("8a").objective, told.title, told.position) == (objective, "Speak", 2)


def test_a_placeholder_takes_no_actions(as_: As, act: Act) -> None:
    cora = as_("cora")
    place = Priority.objects.filter(is_placeholder=True).first()
    number = place.number if place is not None else 0
    page = walked(cora, book(row(act("1b"), priority=f"Priority {number}", reference=f"{number}z", title="New")))
    assert f"Priority {number} is a placeholder" in words(page)


def change_action(act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), title="Mine", reason="Agreed on Tuesday", by=people.otis, now=LATER)


def change_another(act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("2b"), title="Mine", reason="Agreed on Tuesday", by=people.otis, now=LATER)


def change_priority(act: Act, people: types.SimpleNamespace) -> None:
    edit_priority(priority=act("1a").priority, title="Mine", reason="Agreed on Tuesday", by=people.otis, now=LATER)


def add_another(act: Act, people: types.SimpleNamespace) -> None:
    add_action(
        plan=act("1a").plan, priority=act("1a").priority, reference="1z", title="Mine", plan_state="agreed",
        reason="Agreed on Tuesday", by=people.otis, now=LATER,
    )  # fmt: skip


@pytest.mark.parametrize("happens", [change_action, change_another, change_priority, add_another])
def test_what_changed_after_the_preview_is_shown_and_nothing_written(
    happens: Callable[..., None], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1a"), title="Say it better"), row(act("1b"), title="This too")))
    happens(act, people)
    before = (state(act("1a")), state(act("1b")))
    answer = confirmed(cora, page)
    assert answer.status_code == 409
    told = words(answer)
    assert "What has changed since you opened this page" in told
    assert "Otis Field, 4 September 2024, 9:05am" in told
    assert "Agreed on Tuesday" in told
    assert "Mine" in told
    assert (state(act("1a")), state(act("1b"))) == before
    assert ImportDraft.objects.exists()
    assert confirmed(cora, answer).status_code == 302
    assert (act("1a").title, act("1b").title) == ("Say it better", "This too")


@pytest.mark.parametrize("is_all", [False, True])
def test_what_is_lost_to_another_is_compared_anew(
    is_all: bool, as_: As, act: Act, people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is faster between reading and the lock: the page then shows what is left to bring in."""
    cora = as_("cora")
    rows = [row(act("1a"), title="Say it better"), row(act("1b"), title="This too")]
    page = walked(cora, book(*rows))
    read = importing.present

    def lost(plan: ActionPlan) -> Present:
        seen = read(plan)
        for key, title in (("1a", "Say it better"), ("1b", "This too"))[: 1 + is_all]:
            edit_action(action=act(key), title=title, reason="Agreed", by=people.otis, now=LATER)
        return seen

    with monkeypatch.context() as patched:
        patched.setattr(importing, "present", lost)
        answer = confirmed(cora, page)
    assert answer.status_code == 409
    assert "What has changed since you opened this page" in words(answer)
    found = answer.context["form"].comparison
    assert [one.key for one in found.changed] == ([] if is_all else ["1b"])
    assert ("Bring it in" in words(answer)) is not is_all
    assert ("There is nothing to bring in." in words(answer)) is is_all
    if not is_all:
        assert confirmed(cora, answer).status_code == 302
        assert act("1a").revision == int(act("1a").history.get(history_user=people.otis).revision)


def test_nothing_is_written_where_a_service_refuses_half_way(
    as_: As, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1b"), title="First"), row(act("1c"), title="Second")))
    once, count = bringing_in.edit_action, []

    def fails_the_second_time(**said: Any) -> Action:
        count.append(said)
        if len(count) == 2:
            raise Refused("It cannot be.")
        return once(**said)

    monkeypatch.setattr(bringing_in, "edit_action", fails_the_second_time)
    before = state(act("1b"))
    answer = confirmed(cora, page)
    assert answer.status_code == 422
    assert "It cannot be" in texts(answer)
    assert state(act("1b")) == before
    assert act("1b").history.count() == before["revision"]
    assert ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("told", "words_said"),
    [
        ({"reference": "_"}, "a reference has letters, digits"),
        ({"reference": "x" * 41}, "a reference has at most 40 characters"),
        ({"reference": "new"}, "no action can have the reference “new”"),
        ({"reference": "1A"}, "would have the same web address as 1a, which is in the plan"),
        ({"reference": "1b"}, "the reference 1b stands in row 2 as well"),
        ({"priority": "Priority 99 " + "x" * 201, "reference": "99a"}, "must be 200 characters or fewer"),
    ],
)
def test_what_cannot_be_brought_in_is_named_by_its_row(
    told: dict[str, str], words_said: str, as_: As, act: Act
) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1b"), title="A change"), row(act("1c"), **told)))
    said = words(page)
    assert "To put right first" in said
    assert "Row 3" in said
    assert words_said.casefold() in said.casefold()
    assert "Bring it in" not in said.replace("Check and bring in", "")
    answer = cora.post(IMPORT + "preview/", fields_of(page))
    assert answer.status_code == 422
    assert "must be put right first" in texts(answer)
    assert act("1b").title != "A change"


def test_what_seems_personal_is_asked_about_by_its_row(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1b"), success_measure="The child with NHS number 943 476 5919")))
    answer = confirmed(cora, page)
    assert answer.status_code == 422
    assert "seems to contain personal details in row 2" in texts(answer)
    assert confirmed(cora, answer).status_code == 302
    assert "943 476 5919" in act("1b").success_measure


def test_empty_cells_leave_what_stands_and_are_counted(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    upload = words(cora.get(IMPORT))
    assert "An empty cell changes nothing: what the plan has stays." in upload
    assert "500 rows, headings among them" in upload
    action, bare = act("1a"), act("1c")
    give_update(action, people.olive)
    page = walked(cora, book(row(action, title="Other words", success_measure=""), row(bare)))
    # Lead, due date, status and progress of 1a; whatever else the two have.
    stands = [action.lead_id, action.has_date, True, True, action.success_measure]
    stands += [bare.lead_id, bare.has_date, bare.last_update_id, bare.last_update_id]
    assert f"{sum(map(bool, stands))} cells are empty in the spreadsheet: what the plan has there stays." in words(
        page
    )
    confirmed(cora, page)
    assert act("1a").success_measure == action.success_measure
    assert "empty in the spreadsheet" not in words(
        walked(cora, book(("Priority 8 New", "8a", "A", "", "", "", "", "")))
    )
