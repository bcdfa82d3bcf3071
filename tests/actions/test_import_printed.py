"""A status that a spreadsheet prints: shown as printed, and no update of the cycle."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions import conditions
from actions.as_at import plan_as_at
from actions.models import Action
from design.fields import sentence
from governance.reports.told import status_words
from priorities.cycles import window_at, windows_of
from tests.actions.importing_pages import book, confirmed, walked
from tests.actions.reading import texts, words
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
ADDRESS = "/plans/2023-24/actions/8a/"
DATED = {"printed_on_0": "30", "printed_on_1": "8", "printed_on_2": "2023"}
ROW = ("Priority 8 Adulthood", "8a", "Open an internship", "Olive Marsh", "", "Green", "Two firms signed.", "")


def brought(cora: Client, **fields: str) -> None:
    assert confirmed(cora, walked(cora, book(ROW), **fields)).status_code == 302


@pytest.mark.parametrize(
    ("fields", "told"), [(DATED, "as printed on 30 August 2023"), ({}, "as printed in a spreadsheet")]
)
def test_the_page_says_as_printed(fields: dict[str, str], told: str, as_: As) -> None:
    cora = as_("cora")
    brought(cora, **fields)
    page = words(cora.get(ADDRESS))
    assert told in page
    assert "As last reported" not in page
    assert sentence(told) in texts(cora.get(ADDRESS + "?updates=all"))
    assert told in words(cora.get("/plans/2023-24/actions/?priority=8"))


def test_the_forms_of_the_lead_say_as_printed(as_: As) -> None:
    brought(as_("cora"), **DATED)
    form = words(as_("olive").get(ADDRESS + "progress/"))
    assert "Status as printed on 30 August 2023" in form
    assert "since 30 August" in form
    assert "As printed on 30 August 2023" in words(as_("olive").get(ADDRESS + "no-change/"))


def test_an_update_is_still_owed_and_then_received(as_: As, act: Act) -> None:
    cora = as_("cora")
    brought(cora, **DATED)
    action = act("8a")
    window = window_at(windows_of(action.plan), NOW)
    assert action.last_update_at is None
    for condition, holds in (
        (conditions.received_in(window), False),
        (conditions.is_carried_over(window), True),
        (conditions.is_carried_over(None), True),
    ):
        assert Action.objects.filter(condition, pk=action.pk).exists() is holds
        assert Action.history.filter(condition, id=action.pk, history_id=action.history.latest().pk).exists() is holds
    told = next(
        one for one in plan_as_at(action.plan, NOW + datetime.timedelta(minutes=1)).actions if one.pk == action.pk
    )
    assert (told.is_received, told.is_carried_over, action.is_carried_over(window)) == (False, True, True)
    assert status_words(told).startswith("On track, as printed on 30 August 2023")
    assert list(Action.audit_findings()) == []
    lead = act("8a").lead
    assert lead is not None
    give_update(act("8a"), lead, NOW + datetime.timedelta(minutes=5))
    assert Action.objects.filter(conditions.received_in(window), pk=action.pk).exists()
    assert list(Action.audit_findings()) == []


def test_what_was_agreed_before_the_deadline_owes_one(as_: As, act: Act) -> None:
    cora = as_("cora")
    before = set(Action.objects.filter(key="1b").values_list("key", flat=True))
    row = (f"Priority 1 {act('1b').priority.title}", "1b", act("1b").title, "", "", "Green", "Begun.", "")
    assert confirmed(cora, walked(cora, book(row), **DATED)).status_code == 302
    window = window_at(windows_of(act("1b").plan), NOW)
    owing = Action.objects.filter(conditions.not_updated_in(window, NOW.date()), key="1b")
    assert set(owing.values_list("key", flat=True)) == before
    page = words(cora.get("/plans/2023-24/actions/1b/"))
    assert re.search(r"No update yet(, for two cycles)?, status as printed on 30 August 2023", page)


def test_the_plan_counts_them_in_their_own_words(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    brought(cora, **DATED)
    assert "1 status as printed on 30 August 2023" in words(cora.get("/plans/2023-24/"))
    assert "1 as printed" in words(cora.get("/plans/2023-24/priorities/8/"))
    assert "carried over" not in words(cora.get("/plans/2023-24/"))
    undated = ("Priority 8 Adulthood", "8c", "Print the offer", "", "", "Amber", "", "")
    assert confirmed(cora, walked(cora, book(undated))).status_code == 302
    assert "2 statuses as printed in a spreadsheet" in words(cora.get("/plans/2023-24/"))
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    told = "3 statuses not told in this cycle: 2 as printed in a spreadsheet, 1 carried over from an earlier cycle"
    assert told in words(cora.get("/plans/2023-24/"))


def test_no_note_of_an_import_is_a_headline(as_: As, act: Act) -> None:
    cora = as_("cora")
    row = ("Priority 8 Adulthood", "8a", "Open an internship", "Olive Marsh", "", "Amber", "", "")
    assert confirmed(cora, walked(cora, book(row), **DATED)).status_code == 302
    for address in ("/plans/2023-24/", "/plans/2023-24/priorities/8/highlight/"):
        page = words(cora.get(address))
        assert "8a" in page
        assert "Printed as “Amber”" not in page
    told = next(
        one for one in plan_as_at(act("8a").plan, NOW + datetime.timedelta(minutes=1)).actions if one.key == "8a"
    )
    assert told.last_update is not None
    assert (told.last_update.said, told.last_update.headline) == ("", "Printed as “Amber”.")


def test_the_highlight_report_says_what_is_printed(as_: As) -> None:
    cora, page = as_("cora"), "/plans/2023-24/priorities/8/highlight/"
    brought(cora, **DATED)
    assert "Two firms signed. (as printed on 30 August 2023)" in words(cora.get(page))
    row = ("Priority 8 Adulthood", "8b", "Publish the offer", "", "", "Amber", "", "")
    assert confirmed(cora, walked(cora, book(row), **DATED)).status_code == 302
    assert "At risk" in words(cora.get(page))
    assert "Being done:" not in words(cora.get(page))
