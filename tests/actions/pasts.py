"""A plan that has lived, for tests of pages as at a day: what stood in July 2024 and has changed since."""

import datetime
import re
import types
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from accounts.services import change_organisation, change_person
from actions.models import Action
from actions.services import (
    add_action,
    add_milestone,
    answer_query,
    ask_source_query,
    edit_action,
    edit_milestone,
    relate_actions,
    set_due_date,
    set_plan_state,
    withdraw_evidence,
)
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import edit_plan, edit_priority, give_judgement
from send_portal import clock
from tests.world import give_evidence, give_update, tell_co_production

PLAN = "/plans/2023-24/"
# Everything of the first list happened before this day, everything of the second one after it.
THEN = "2024-07-20"
# What changed since THEN, which is shown at its end, begins on the day after.
AFTER = "2024-07-21"
MARKS = {"Reworded since", "Withdrawn since, on 3 August 2024"}
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
# Said on 15 July, and on 2 August.
OLD = (
    "Wording of July", "In words of July", "Difference of July", "Measure of July", "Headline of July",
    "Survey of July", "Pilot of July", "What of July?", "Parent carers of July", "Olive Marsh", "Due of July",
    "Focus of July",
)  # fmt: skip
NEW = (
    "Wording of August", "In words of August", "Difference of August", "Measure of August", "Headline of August",
    "Survey of August", "Pilot of August", "Answer of August", "Parent carers of August", "Olive Quill",
    "Due of August", "Focus of August",
)  # fmt: skip


def at(day: int, month: int) -> datetime.datetime:
    return datetime.datetime(2024, month, day, 10, tzinfo=clock.LONDON)


def live(people: types.SimpleNamespace, act: Callable[[str], Action]) -> None:
    """What 1a and its plan said in July, and in August."""
    july, cora = at(15, 7), people.cora
    said = {"by": cora, "now": july, "reason": "Agreed in July"}
    edit_action(
        **said, action=act("1a"), title="Wording of July", plain_words="In words of July",
        difference="Difference of July", success_measure="Measure of July", co_leads=[people.cole],
        organisations={people.olive.organisation: "lead"},
    )  # fmt: skip
    edit_priority(**said, priority=act("1a").priority, title="Title of July", focus="Focus of July")
    give_judgement(priority=act("1a").priority, by=people.sara, now=july, status="on_track", reason="Judged in July")
    set_due_date(action=act("1a"), due=PartialDate.day(2024, 11, 30), by=cora, now=july, reason="Due of July")
    give_update(act("1a"), people.olive, july, headline="Headline of July", **RISK)
    piece = give_evidence(act("1a"), people.olive, july, title="Survey of July")
    pilot = add_milestone(action=act("1a"), by=cora, now=july, title="Pilot of July", due=PartialDate.month(2024, 7))
    query = ask_source_query(plan=act("1a").plan, action=act("1a"), by=cora, now=july, question="What of July?")
    tell_co_production(act("1a"), people.olive, july, on_date=july.date(), who_took_part="Parent carers of July")
    relate_actions(by=cora, now=july, one=act("1a"), other=act("1b"))

    august = at(3, 8)
    said = {"by": cora, "now": august, "reason": "Agreed in August"}
    edit_action(
        **said, action=act("1a"), title="Wording of August", plain_words="In words of August",
        difference="Difference of August", success_measure="Measure of August", co_leads=[],
    )  # fmt: skip
    edit_priority(**said, priority=act("1a").priority, title="Title of August", focus="Focus of August")
    edit_plan(**said, plan=act("1a").plan, title="Plan of August")
    give_judgement(priority=act("1a").priority, by=people.sara, now=august, status="off_track", reason="Of August")
    set_due_date(action=act("1a"), due=PartialDate.day(2025, 1, 31), by=cora, now=august, reason="Due of August")
    give_update(act("1a"), people.olive, august, headline="Headline of August")
    give_evidence(act("1a"), people.olive, august, title="Survey of August")
    withdraw_evidence(evidence=piece, by=cora, now=august, reason="It was wrong", revision=piece.revision)
    edit_milestone(milestone=pilot, by=cora, now=august, reason="Clearer", title="Pilot of August")
    answer_query(query=query, by=cora, now=august, answer="Answer of August")
    tell_co_production(act("1a"), people.olive, august, on_date=august.date(), who_took_part="Parent carers of August")
    set_plan_state(action=act("1a"), state="withdrawn", by=cora, now=august, reason="No money")
    change_person(person=people.olive, by=people.ada, now=august, reason="Married", name="Olive Quill")
    change_organisation(
        organisation=people.olive.organisation, by=people.ada, now=august, reason="Renamed", name="Council of August"
    )
    add_action(
        by=cora, now=august, reason="New", plan=ActionPlan.objects.get(slug="2023-24"), priority=act("1a").priority,
        reference="1z", title="Came in August", plan_state="agreed",
    )  # fmt: skip


class Main(HTMLParser):
    """The links, forms and buttons inside the main part of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.is_inside = False
        self.links: list[str] = []
        self.forms: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.is_inside |= tag == "main"
        if self.is_inside and tag == "a":
            self.links.append(values.get("href") or "")
        if self.is_inside and tag == "form":
            self.forms.append((values.get("method") or "get").lower())

    def handle_endtag(self, tag: str) -> None:
        self.is_inside &= tag != "main"


# Where a link of an as-at page leads that is not as at the moment: what is said beside it tells so.
ELSEWHERE = ("/meetings/", "/glossary/")


def loose_links(page: str, address: str) -> Iterator[str]:
    """Links of the main part that lose the moment, apart from the way back to today and to what changed."""
    today = re.sub(r"[?&](at|updates)=[^&]*", "", address)
    for link in Main(page).links:
        keeps = f"at={THEN}" in link or f"from={THEN}" in link or f"since={AFTER}" in link
        if not (keeps or link.startswith(("#", "http", *ELSEWHERE)) or link == today):
            yield link
