"""Bringing a plan in from a spreadsheet: what is new comes in as it is printed, recorded, all or nothing."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import grant_role
from actions.models import Action, ActionCoLead, ImportDraft, ProgressUpdate
from audit.describe import entries
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from tests.actions.importing_pages import IMPORT, NEW, PLAN, asked_by, book, confirmed, fields_of, sent, walked
from tests.actions.reading import texts, words
from tests.actions.succeeding import closed
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
DATED = {"printed_on_0": "30", "printed_on_1": "8", "printed_on_2": "2024"}


def test_what_is_new_comes_in(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW), **DATED)
    assert not Action.objects.filter(key__startswith="8").exists()
    assert not Priority.objects.filter(number=8).exists()
    answer = confirmed(cora, page)
    assert (answer.status_code, answer["Location"]) == (302, PLAN)
    assert "plan.xlsx has been brought in: 3 actions added." in texts(cora.get(PLAN))
    assert Priority.objects.get(number=8).title == "Preparing for adulthood"
    first = act("8a")
    assert (first.title, first.lead_as_printed, first.lead) == ("Open a supported internship", "SENCos", None)
    assert first.due == first.original_due == PartialDate.day(2025, 3, 31)
    assert (first.status, first.plan_state, first.success_measure) == ("on_track", "agreed", "Ten interns")
    update = ProgressUpdate.objects.get(action=first)
    assert (update.received_by, update.printed_on) == ("import", datetime.date(2024, 8, 30))
    assert (update.headline, update.happened) == ("Two employers have signed.", "")
    assert not ImportDraft.objects.exists()
    part = act("8b.i")
    assert (part.parent, part.due, part.due_as_printed) == (act("8b"), None, "TBC")


def test_history_names_the_spreadsheet_and_who_brought_it(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(*NEW), name="SEND plan v3 (final).xlsx"))
    (entry,) = {row.history_change_reason for row in act("8a").history.all()}
    assert entry == "From the spreadsheet SEND plan v3 (final).xlsx"
    assert {row.actor_name for row in act("8a").history.all()} == {"Cora Vale"}
    told = entries([Priority.history.filter(number=8)])
    assert [(one.actor, one.reason) for one in told] == [("Cora Vale, co-ordinator", entry)]


def test_words_are_asked_once_and_their_answers_count(as_: As, act: Act) -> None:
    cora = as_("cora")
    assert cora.post(IMPORT, sent(book(*NEW))).status_code == 302
    cora.post(IMPORT + "columns/", fields_of(cora.get(IMPORT + "columns/")))
    page = cora.get(IMPORT + "words/")
    asked = asked_by(page)
    assert {"Green", "Behind", "Ongoing", "TBC"} <= set(asked)
    answers = fields_of(page) | {
        asked["Green"]: "", asked["Behind"]: "at_risk", asked["Ongoing"]: "ongoing", asked["TBC"]: "autumn 2025",
        "review": "July 2025",
    }  # fmt: skip
    assert cora.post(IMPORT + "words/", answers).status_code == 302
    confirmed(cora, cora.get(IMPORT + "preview/"))
    assert (act("8a").status, act("8a").status_as_printed) == ("none", "Green")
    second = act("8b")
    assert (second.status, second.is_ongoing, second.review) == ("at_risk", True, PartialDate.month(2025, 7))
    assert second.last_update is not None
    assert (second.last_update.headline, second.last_update.reason) == ("Printed as “Behind”.", "")
    assert act("8b.i").due == PartialDate.season(2025, "autumn")


def test_answers_stand_there_again_on_the_way_back(as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    page = cora.get(IMPORT + "words/")
    changed = fields_of(page) | {asked_by(page)["Behind"]: "off_track", "review": "July 2026"}
    cora.post(IMPORT + "words/", changed)
    again = fields_of(cora.get(IMPORT + "words/"))
    assert (again[asked_by(page)["Behind"]], again["review"]) == ("off_track", "July 2026")
    columns = cora.get(IMPORT + "columns/")
    cora.post(IMPORT + "columns/", fields_of(columns) | {"column-7": "", "column-6": "status"})
    assert fields_of(cora.get(IMPORT + "columns/"))["column-7"] == ""
    assert "Two employers have signed" not in texts(cora.get(IMPORT + "preview/"))


def test_people_of_just_this_name_are_proposed_and_named(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    named = fields_of(page)["named"]
    assert set(named) == {str(people.olive.pk), str(people.otis.pk)}
    assert "Olive Marsh" in words(page)
    confirmed(cora, page)
    second = act("8b")
    assert (second.lead, second.lead_as_printed) == (people.olive, "Olive Marsh / Otis Field")
    assert [link.user for link in ActionCoLead.objects.filter(action=second)] == [people.otis]
    assert act("8b.i").lead == people.olive


def test_whoever_is_unticked_stays_as_printed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    sent_back = fields_of(page) | {"named": [str(people.otis.pk)]}
    assert cora.post(IMPORT + "preview/", sent_back).status_code == 302
    assert (act("8b").lead, act("8b.i").lead) == (None, None)
    assert [link.user for link in ActionCoLead.objects.filter(action=act("8b"))] == [people.otis]
    nobody = act("8b.i")
    assert nobody.lead_as_printed == "olive@portal.example"


def test_proposed_actions_keep_their_status_as_printed(as_: As, act: Act) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW), plan_state="proposed")
    assert "stays as printed only, because the action is proposed" in texts(page)
    confirmed(cora, page)
    first = act("8a")
    assert (first.plan_state, first.status, first.status_as_printed) == ("proposed", "none", "Green")
    assert not ProgressUpdate.objects.filter(action=first).exists()


def test_a_second_click_and_a_second_try_bring_nothing_twice(as_: As) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    posted = fields_of(page)
    for _ in range(2):
        answer = cora.post(IMPORT + "preview/", posted)
        assert (answer.status_code, answer["Location"]) == (302, PLAN)
    assert "It was saved already." in texts(cora.get(PLAN))
    other = as_("cora")
    answer = other.post(IMPORT + "preview/", posted)
    assert (answer.status_code, answer["Location"]) == (302, IMPORT)
    assert "it was brought in, discarded, or left for a day" in texts(other.get(IMPORT))
    assert Action.objects.filter(key__startswith="8").count() == 3
    again = walked(cora, book(*NEW))
    assert "There is nothing to bring in." in texts(again)
    assert ">Bring it in<" not in texts(again)
    answer = cora.post(IMPORT + "preview/", fields_of(again))
    assert answer.status_code == 422
    assert ProgressUpdate.objects.count() == 2


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada", "ian"])
@pytest.mark.parametrize("page", ["", "sheet/", "columns/", "words/", "preview/", "template.xlsx", "template.csv"])
def test_others_are_told_whom_to_ask(who: str, page: str, as_: As) -> None:
    walked(as_("cora"), book(*NEW))
    answer = as_(who).get(IMPORT + page)
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)


def test_nobody_sees_the_spreadsheet_of_another(as_: As, people: types.SimpleNamespace) -> None:
    walked(as_("cora"), book(*NEW))
    grant_role(to=people.mo, role="coordinator", by=people.ada, now=NOW)
    mo = as_("mo")
    assert "plan.xlsx" not in texts(mo.get(IMPORT))
    assert mo.get(IMPORT + "preview/")["Location"] == IMPORT
    assert mo.post(IMPORT + "discard/").status_code == 302
    assert ImportDraft.objects.get().user == people.cora


def test_a_closed_plan_takes_nothing(as_: As, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    closed(ActionPlan.objects.get(), people.cora)
    assert confirmed(cora, page).status_code == 403
    assert cora.get(IMPORT).status_code == 403
    assert not Action.objects.filter(key="8a").exists()


def test_the_templates_are_files(as_: As) -> None:
    cora = as_("cora")
    for ending, beginning in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = cora.get(f"{IMPORT}template.{ending}")
        assert answer["Content-Disposition"] == f'attachment; filename="plan-template.{ending}"'
        assert answer.content.startswith(beginning)
        assert cora.post(f"{IMPORT}template.{ending}").status_code == 405


def test_the_set_up_leads_here(as_: As) -> None:
    cora = as_("cora")
    assert f'href="{IMPORT}"' in texts(cora.get(PLAN + "set-up/"))
    cora.post("/plans/new/", {"title": "Next", "slug": "2025-26", "local_area": "Here", "ends_2": "2026"})
    page = texts(cora.get("/plans/2025-26/set-up/"))
    assert 'href="/plans/2025-26/import/" role="button"' in page
    assert confirmed(cora, walked(cora, book(*NEW), plan="/plans/2025-26/")).status_code == 302
    assert Action.objects.filter(plan__slug="2025-26").count() == 3


def test_what_came_in_is_a_link_away(as_: As) -> None:
    cora = as_("cora")
    assert confirmed(cora, walked(cora, book(*NEW))).status_code == 302
    told = cora.get(PLAN).content.decode()
    (link,) = re.findall(rf'href="({PLAN}changes/[^"]*)">See what changed today</a>', told)
    page = words(cora.get(link))
    assert page.count("Reason: “From the spreadsheet plan.xlsx”") >= 3
    assert "Open a supported internship" in page
