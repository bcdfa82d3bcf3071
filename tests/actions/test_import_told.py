"""What the preview of an import tells: what is not brought in, and what changes or stays otherwise than expected."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import set_plan_state
from tests.actions.importing_pages import NEW, PLAN, book, confirmed, walked
from tests.actions.reading import texts, words
from tests.actions.test_import_existing import row
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_progress_that_does_not_come_in_is_named_with_why(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    status = {"on_track": "Green", "at_risk": "Amber", "off_track": "Red"}[given.status]
    body = book(
        row(act("1a"), status=status, progress="From the sheet"),
        row(act("1b"), progress="Nobody says how"),
        row(act("1c"), title="Other words"),
    )
    said = words(walked(as_("cora"), body))
    left = "is not brought in, because"
    assert f"Row 2, column G: “From the sheet” {left} an update was given on 3 September 2024" in said
    assert "Progress as printed: “Nobody says how”" in said


def test_progress_that_the_portal_has_already_is_not_told(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    body = book(row(act("1a"), status="Red", progress=given.headline), row(act("1c"), title="Other words"))
    assert "not brought in" not in words(walked(as_("cora"), body))


def test_progress_of_proposed_actions_is_told_and_their_status_printed(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW), plan_state="proposed")
    assert "Progress as printed: Two employers have signed." in words(page)
    confirmed(cora, page)
    assert "“Green”" in texts(cora.get(f"{PLAN}actions/8a/"))
    again = book(("Priority 8 Preparing for adulthood", "8a", "Open a supported internship", "", "", "Amber", "", ""))
    confirmed(cora, walked(cora, again))
    assert act("8a").status_as_printed == "Amber"


def test_what_is_over_and_changes_is_worth_a_look(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_plan_state(action=act("1b"), state="withdrawn", reason="Done with", by=people.cora, now=NOW)
    said = words(walked(as_("cora"), book(row(act("1b"), title="Other words"))))
    assert "Row 2, column B: 1b is withdrawn, and changes all the same" in said
    assert "changes all the same" not in words(walked(as_("cora"), book(row(act("1b")), row(act("1c"), title="X"))))


def test_a_lead_that_is_printed_beside_a_person_stays_as_printed(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    cora = as_("cora")
    both = "Olive Marsh / SENCos"
    new = ("Priority 8 Next", "8a", "Ask", both, "", "", "", "")
    alone = ("Priority 8 Next", "8b", "Tell", "Olive Marsh", "", "", "", "")
    confirmed(cora, walked(cora, book(new, alone, row(act("1a"), lead=both))))
    assert {act(key).lead for key in ("8a", "8b", "1a")} == {people.olive}
    assert (act("8a").lead_as_printed, act("1a").lead_as_printed) == (both, both)
    for key in ("8a", "1a"):
        assert f"“{both}”, as printed" in texts(cora.get(f"{PLAN}actions/{key}/"))
    assert "as printed" not in texts(cora.get(f"{PLAN}actions/8b/"))


def test_a_known_reference_needs_no_wording(as_: As, act: Act) -> None:
    cora, title = as_("cora"), act("1a").title
    page = walked(cora, book(row(act("1a"), title="", due="31/03/2025"), row(act("1b"))))
    assert f"Action: 1a {title}" in words(page)
    confirmed(cora, page)
    assert (act("1a").title, str(act("1a").due)) == (title, "31 March 2025")
    page = walked(cora, book(row(act("1b")), row(act("1a"), priority="", reference="1z", title="", due="Now")))
    assert "Row 3, column B: There is no action beside “1z”" in words(page)


def test_each_new_action_says_where_it_would_stand(as_: As, act: Act) -> None:
    heads = ("Priority", "Objective", "Reference", "Action")
    body = book(
        ("Priority 8 Next", "Listen to families", "8a", "Ask"), ("Priority 1", "", "1y", "Tell"),
        ("Priority 8 Next", "", "8a(i)", "Ask twice"),
        headings=heads,
    )  # fmt: skip
    said = words(walked(as_("cora"), body))
    assert "Priority: 8. Next" in said
    assert f"Priority: 1. {act('1a').priority.title}" in said
    assert "Part of: 8a" in said
    assert "Objective: " in said


def test_a_sub_action_is_counted_as_one(as_: As, act: Act) -> None:
    body = book(row(act("3f.i"), title="Other words"), row(act("3f"), reference="3f(ix)", title="One more"))
    page = walked(as_("cora"), body)
    assert "Sub-action: 3f(i) Other words" in words(page)
    assert "Sub-action: 3f(ix) One more" in words(page)
    counts = {one.label: (one.new, one.changed) for one in page.context["form"].comparison.tallies}
    assert counts["Sub-actions"] == (1, 1)
    assert counts["Actions"] == (0, 0)


def test_a_date_and_a_status_that_stay_are_named(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    given = give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=1))
    said = words(walked(as_("cora"), book(row(act("1a"), title="Other words", due="TBC", status="Who knows"))))
    assert "kept as printed, and the date stays “31 December 2024”" in said
    assert f"kept as printed, and the status stays “{given.get_status_display()}”" in said


def test_what_is_asked_stands_above_all_that_is_told(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(row(act("1b"), success_measure="The child with NHS number 943 476 5919")))
    assert "Bring it in as it is" not in texts(page)
    answer = confirmed(cora, page)
    said = words(answer)
    assert "change it in the spreadsheet and choose it again" in said
    assert said.index("Check this before you continue") < said.index("943 476 5919")
    assert "at the end of this page" not in said


def test_what_is_complete_without_the_day_is_told_and_listed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora, next_one = as_("cora"), "Priority 8 Next"
    body = book((next_one, "8a", "Ask", "", "", "Complete", "", ""), (next_one, "8b", "Tell", "", "", "Green", "", ""))
    page = walked(cora, body)
    told = "column F: This is complete, and no day comes with it"
    assert f"Row 2, {told}" in words(page)
    assert f"Row 3, {told}" not in words(page)
    confirmed(cora, page)
    assert "Complete, without the day: 1 action." in words(cora.get(f"{PLAN}set-up/"))
    listed = texts(cora.get(f"{PLAN}actions/?show=no-completion-date"))
    assert f"{PLAN}actions/8a/" in listed
    assert f"{PLAN}actions/8b/" not in listed
    said = {"status": "complete", "completed_on": datetime.date(2024, 9, 2)}
    give_update(act("8a"), people.cora, NOW + datetime.timedelta(minutes=5), **said)
    assert "without the day" not in words(cora.get(f"{PLAN}set-up/"))
