"""The histories of a plan and of a priority: what belongs to them, in words, for whoever may see them."""

import datetime
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from actions.services import add_driver, answer_query, ask_source_query, edit_driver
from audit.recording import PROCESSES, author_words
from priorities.models import ActionPlan, StatusDefinition
from priorities.services import add_cycle, edit_cycle, edit_plan, edit_priority, edit_status_meaning, give_judgement
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
PLAN = "/plans/2023-24/"
HISTORY, OF_PRIORITY = PLAN + "history/", PLAN + "priorities/1/history/"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def changed(people: types.SimpleNamespace) -> ActionPlan:
    """The plan, after a change of everything that belongs to it and to its first priority."""
    plan = ActionPlan.objects.get()
    said = {"by": people.cora, "now": NOW}
    edit_plan(**said, plan=plan, title="SEND plan", reason="A shorter name")
    definition = StatusDefinition.objects.get(plan=plan, status="at_risk")
    edit_status_meaning(**said, definition=definition, meaning="It may be late", reason="In fewer words")
    days = {"meeting_on": datetime.date(2025, 1, 16), "papers_due_at": NOW + datetime.timedelta(days=120)}
    cycle = add_cycle(**said, plan=plan, **days)
    edit_cycle(**said, cycle=cycle, reason="The hall was taken", **days | {"meeting_on": datetime.date(2025, 1, 23)})
    driver = add_driver(**said, plan=plan, kind="strategy", title="SEND strategy")
    edit_driver(
        **said, driver=driver, kind="strategy", title="SEND strategy 2024", source="", reason="Its new edition"
    )
    asked = ask_source_query(**said, plan=plan, question="Until when does it hold?")
    answer_query(**said, query=asked, answer="Until March 2024", reason="The board said so")
    priority = plan.priorities.get(number=1)
    edit_priority(**said, priority=priority, title="Inclusion first", reason="As the board calls it")
    ask_source_query(**said, plan=plan, priority=priority, question="Which schools are meant?")
    give_judgement(priority=priority, by=people.sara, now=NOW, status="at_risk", reason="The Local Offer is late.")
    return plan


@pytest.mark.usefixtures("changed")
def test_of_the_plan_itself(as_: As) -> None:
    page = texts(as_("mo").get(HISTORY))
    for words in (
        "→ SEND plan",
        "Reason: “A shorter name”",
        "Status definition At risk",
        "→ It may be late",
        "Update cycle 16 January 2025: added",
        "<strong>Meeting:</strong> 16 January 2025 → 23 January 2025",
        "SEND strategy 2024",
        "Reason: “Its new edition”",
        "Source query “Until when does it hold?”: added",
        "Until March 2024",
        "loaded from the plan file (load_plan)",
    ):
        assert words in page, words
    for other in ("Which schools are meant?", "Inclusion first", "The Local Offer is late.", "load_plan, process"):
        assert other not in page, other


@pytest.mark.usefixtures("changed")
def test_of_a_priority(as_: As) -> None:
    page = texts(as_("mo").get(OF_PRIORITY))
    for words in (
        "→ Inclusion first",
        "Reason: “As the board calls it”",
        "Source query “Which schools are meant?”: added",
        "Judgement on priority 1: at risk. The Local Offer is late.",
        "Sara Quill, SRO of priority 1",
        "<strong>Senior responsible officer:</strong> nothing → Sara Quill",
    ):
        assert words in page, words
    for other in ("Until when does it hold?", "A shorter name"):
        assert other not in page, other
    assert "Inclusion first" not in texts(as_("mo").get(PLAN + "priorities/2/history/"))


@pytest.mark.parametrize("page", ["", "key/", "cycles/", "drivers/", "queries/"])
def test_the_plan_and_its_parts_lead_to_its_history(page: str, as_: As) -> None:
    assert f'href="{HISTORY}">Every change in words</a>' in texts(as_("mo").get(PLAN + page))


def test_a_priority_leads_to_its_history(as_: As) -> None:
    assert f'href="{OF_PRIORITY}">Every change in words</a>' in texts(as_("mo").get(PLAN + "priorities/1/"))


@pytest.mark.parametrize("address", [HISTORY, OF_PRIORITY])
def test_comes_in_pages(address: str, as_: As, people: types.SimpleNamespace) -> None:
    plan = ActionPlan.objects.get()
    for number in range(60):
        said = {"by": people.cora, "now": NOW + datetime.timedelta(minutes=number), "reason": "A new name"}
        edit_plan(**said, plan=plan, title=f"Title {number}")
        edit_priority(**said, priority=plan.priorities.get(number=1), title=f"Title {number}")
    first, second = texts(as_("mo").get(address)), texts(as_("mo").get(f"{address}?page=2"))
    assert "→ Title 59" in first
    assert "→ Title 0<" not in first
    assert "→ Title 0<" in second
    assert as_("mo").get(f"{address}?page=99").status_code == 404


@pytest.mark.parametrize("address", ["/plans/none/history/", PLAN + "priorities/99/history/"])
def test_of_what_is_not_there(address: str, as_: As) -> None:
    assert as_("cora").get(address).status_code == 404


def test_every_process_of_the_portal_has_words() -> None:
    """Each `Process("name")` of the portal's own code is said in words a reader understands."""
    sources = [path.read_text() for app in ("accounts", "governance") for path in (ROOT / app).rglob("*.py")]
    named = {part.split('"')[0] for source in sources for part in source.split('Process("')[1:]}
    assert named
    assert named == set(PROCESSES)
    assert author_words("load_demo", "process") == author_words("load_demo, process") == "demonstration (load_demo)"
    assert author_words("Sara Quill", "SRO of 1a") == author_words("Sara Quill, SRO of 1a") == "Sara Quill, SRO of 1a"
    assert author_words("another", "process") == "another"
