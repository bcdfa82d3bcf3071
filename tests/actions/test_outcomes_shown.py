"""How an action ended is said wherever it stands: list, file, filter, its page; as at a day what was known then."""

import csv
import datetime
import io
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.as_at import plan_as_at
from actions.services import record_outcome
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from tests.actions.reading import words
from tests.actions.succeeding import NEXT, PLAN, carried, closed, ended, old, plan, successor_of
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
DAY = datetime.timedelta(days=1)
LIST, FILE = PLAN + "actions/", PLAN + "actions.csv"
PREPARED = "Carried to the next plan, which is being prepared"
BEFORE, SINCE, AFTER = "2024-08-10", "2024-08-21", "2024-08-26"


@pytest.fixture
def following(people: People) -> ActionPlan:
    """1a carried and 1b dropped on 20 August, while the next plan is a draft."""
    made = successor_of(plan(), people.cora, now=NOW - 16 * DAY)
    carried("1a", people.cora, reference="1k", now=NOW - 15 * DAY)
    ended("1b", people.cora, "dropped", reason="Not needed", now=NOW - 15 * DAY)
    return made


@pytest.fixture
def over(following: ActionPlan, people: People) -> ActionPlan:
    """Closed on 25 August, all others dropped; the next one became current a day later."""
    closed(plan(), people.cora, now=NOW - 10 * DAY)
    begin_plan(plan=following, by=people.cora, now=NOW - 9 * DAY)
    return plan()


def file(client: Client, query: str = "") -> dict[str, tuple[str, str]]:
    answer = b"".join(client.get(FILE + query)).decode("utf-8-sig")  # type: ignore[call-overload]
    rows = csv.DictReader(io.StringIO(answer, newline=""))
    return {row["Reference"]: (row["Outcome"], row["Reason for the outcome"]) for row in rows}


def test_the_list_and_its_file_say_it(over: ActionPlan, as_: As) -> None:
    page = words(as_("mo").get(LIST))
    assert "Outcome: Carried to 1k of Inclusion plan" in page
    assert "Outcome: Dropped. Not needed" in page
    told = file(as_("mo"))
    assert told["1a"] == ("Carried to 1k of Inclusion plan", "")
    assert told["1b"] == ("Dropped", "Not needed")


def test_a_filter_finds_those_of_one_outcome(over: ActionPlan, as_: As) -> None:
    assert list(file(as_("mo"), "?outcome=carried")) == ["1a"]
    page = words(as_("mo").get(LIST + "?outcome=carried"))
    assert "Outcome: Carried to the next plan" in page
    assert "1 action " in page
    assert as_("mo").get(LIST + "?outcome=lost").status_code == 404
    assert list(file(as_("mo"), f"?outcome=carried&at={AFTER}")) == ["1a"]
    assert list(file(as_("mo"), f"?outcome=carried&at={BEFORE}")) == []


def test_without_outcomes_no_filter_is_offered(as_: As) -> None:
    assert 'name="outcome"' not in as_("mo").get(LIST).content.decode()


def test_a_draft_that_follows_is_not_named(following: ActionPlan, as_: As) -> None:
    for reader in ("mo", "cora"):
        assert file(as_(reader))["1a"] == (PREPARED, "")
        page = words(as_(reader).get(LIST))
        assert f"Outcome: {PREPARED}" in page
        assert "1k" not in page


def test_a_draft_names_its_own_actions(following: ActionPlan, people: People, as_: As) -> None:
    """The co-ordinator reads of a draft what was merged in it."""
    carried("1c", people.cora, now=NOW - 14 * DAY)
    made = old("1c").outcome.into
    record_outcome(action=made, outcome="merged", into=old("1a").outcome.into, by=people.cora, now=NOW - 13 * DAY,
                   reason="The same")  # fmt: skip
    cora, said = as_("cora"), "Merged into 1k of Inclusion plan"
    assert f"Outcome: {said}" in words(cora.get(NEXT + "actions/"))
    for at in ("", f"?at={AFTER}"):
        rows = csv.DictReader(io.StringIO(b"".join(cora.get(f"{NEXT}actions.csv{at}")).decode("utf-8-sig")))
        assert {row["Reference"]: row["Outcome"] for row in rows} == {"1k": "", "1c": said}


def test_as_at_a_day_only_what_was_known(over: ActionPlan, as_: As) -> None:
    reader = as_("mo")
    assert set(file(reader, f"?at={BEFORE}").values()) == {("", "")}
    told = file(reader, f"?at={SINCE}")
    assert (told["1a"], told["1b"], told["1c"]) == ((PREPARED, ""), ("Dropped", "Not needed"), ("", ""))
    assert file(reader, f"?at={AFTER}")["1a"] == ("Carried to 1k of Inclusion plan", "")
    assert "Outcome:" not in words(reader.get(f"{LIST}?at={BEFORE}"))
    assert "Outcome: Dropped. Not needed" in words(reader.get(f"{LIST}?at={SINCE}"))
    action = f"{PLAN}actions/1b/"
    assert "How it ended" not in words(reader.get(f"{action}?at={BEFORE}"))
    assert "How it ended Dropped Not needed" in words(reader.get(f"{action}?at={SINCE}"))
    outcomes = [plan_as_at(plan(), NOW - days * DAY).action("1a") for days in (20, 14, 5)]
    assert [one and one.outcome and one.outcome.words for one in outcomes] == [
        None, PREPARED, "Carried to 1k of Inclusion plan",
    ]  # fmt: skip


def test_the_plan_as_at_a_day_after_it_was_closed(over: ActionPlan, as_: As) -> None:
    page = words(as_("mo").get(f"{PLAN}?at={AFTER}"))
    assert "This plan was closed. How its actions had ended:" in page
    assert "Carried to the next plan: 1 action" in page
    assert "Dropped: 33 actions and 5 sub-actions" in page
    assert "This plan was closed" not in words(as_("mo").get(f"{PLAN}?at={SINCE}"))


def test_a_changed_outcome_is_told_as_it_stood(following: ActionPlan, people: People, as_: As) -> None:
    ended("1b", people.cora, "done", reason="As good as", now=NOW - 12 * DAY, revision=old("1b").outcome.revision)
    assert file(as_("mo"))["1b"] == ("Done", "As good as")
    assert file(as_("mo"), f"?at={SINCE}")["1b"] == ("Dropped", "Not needed")


def test_asked_as_often_for_many_outcomes_as_for_few(following: ActionPlan, people: People, as_: As) -> None:
    """Two go on in another plan, or twelve; today and as at a day."""
    ended("1c", people.cora, "merged", into=old("1a").outcome.into, now=NOW - 15 * DAY)
    client = as_("cora")
    pages = [f"{LIST}{query}" for query in ("", "?outcome=carried", f"?at={AFTER}")] + [FILE, f"{FILE}?at={AFTER}"]

    def asked() -> list[int]:
        numbers = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(page)
                _ = b"".join(answer) if answer.streaming else answer.content  # type: ignore[call-overload]
            numbers.append(len(captured))
        return numbers

    few = asked()
    for key in ("2a", "2b", "2c", "2d", "2e", "4a", "4b", "4c", "5a", "5b"):
        carried(key, people.cora, now=NOW - 14 * DAY)
    assert asked() == few
