"""Two dates of one action side by side."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.as_at import action_as_at, plan_as_at
from actions.models import Action
from audit.models import append_only_models
from priorities.models import ActionPlan
from tests.actions.happenings import EVERYTHING, within_the_rules
from tests.actions.pasts import PLAN, THEN, live
from tests.governance.deciding import held, partnership
from tests.world import NOW, PLANNED

As = Callable[[str], Client]
Act = Callable[[str], Action]
ONE = f"{PLAN}actions/1a/"
PAGE = f"{ONE}compare/"


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_what_differs_comes_first(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    live(people, act)
    text = read(as_("mo"), f"{PAGE}?from={THEN}")
    first, same = text.split("What is the same (")
    for label, before, after in (
        ("Status", "At risk", "On track"), ("In the plan", "Agreed", "Withdrawn"),
        ("Reason for this state", "As printed", "No money"), ("Due", "30 November 2024", "31 January 2025"),
        ("Agreed wording", "Wording of July", "Wording of August"), ("Lead", "Olive Marsh", "Olive Quill"),
        ("Milestones", "Pilot of July", "Pilot of August"), ("Evidence", "Survey of July, survey", "It was wrong"),
        ("Open queries", "What of July?", "Nothing"), ("Co-leads", "Cole Ward", "Nothing"),
    ):  # fmt: skip
        row = first.split(f'scope="row" class="govuk-table__header">{label} <span')[1].split("</tr>")[0]
        assert "Different" in row
        then, now = row.split('data-label="Today"')
        assert before in then
        assert after in now
    assert "Original due date" in same
    assert "Different" not in same.split("</details>")[0]
    between = text.split('id="between"')[1]
    assert "Headline of August" in between
    assert "Headline of July" not in between


def test_between_two_past_days(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    live(people, act)
    text = read(as_("mo"), f"{PAGE}?from=2024-07-14&to={THEN}")
    assert "as it stood at the end of 14 July 2024" in text
    assert "as it stood at the end of 20 July 2024" in text
    assert "August" not in text.split('id="fields"')[1]
    assert f'href="{ONE}?at=2024-07-14"' in text
    heads = re.findall(r'scope="col"[^>]*>([^<]*)</th>', text)
    assert heads == ["Detail", "14 July 2024", "20 July 2024"] * (len(heads) // 3)
    assert "Nothing differs" in read(as_("mo"), f"{PAGE}?from=2024-08-20&to=2024-08-21")


def test_the_form_leads_to_the_address(as_: As) -> None:
    meeting = held(partnership())
    for typed, address in (
        ("since_0=20&since_1=7&since_2=2024", f"from={THEN}"),
        (f"since_named={meeting.slug}&until_0=20&until_1=7&until_2=2024", f"from={meeting.slug}&to={THEN}"),
    ):
        answer = as_("mo").get(f"{PAGE}?{typed}")
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?{address}")
    for typed, said in (
        ("since_0=", "Enter the first day or choose a meeting"),
        (f"since_0=20&since_1=7&since_2=2024&since_named={meeting.slug}", "not both"),
        ("since_0=31&since_1=2&since_2=2024", "must be a real date"),
        ("since_named=junk", "There is a problem"),
    ):
        assert said in read(as_("mo"), f"{PAGE}?{typed}", 422)
    assert "Choose two days" in read(as_("mo"), PAGE)
    read(as_("mo"), f"{PAGE}?from={meeting.slug}")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=junk", "neither a day nor a meeting"),
        ("from=%00", "neither a day nor a meeting"),
        (f"from={THEN}&to=9999-12-31", "still to come"),
        (f"from={THEN}&to=2023-01-01", "The plan has been in the portal since"),
        (f"from={THEN}&from={THEN}", "names two days"),
        (f"from={THEN}&to=2024-07-10", "The first day must be before the second one"),
        (f"from={NOW.date()}", "The first day must be before the second one"),
        (f"from={THEN}&to={THEN}", "The first day must be before the second one"),
        (f"to={THEN}", "does not say with which day to begin"),
        ("at=junk", "something in it that this page does not know"),
        ("from_1=13", "something in it that this page does not know"),
        ("from=", "does not say with which day to begin"),
    ],
)
def test_two_days_that_cannot_be_compared(query: str, said: str, as_: As) -> None:
    """The summary of errors says why, and so does the title."""
    text = read(as_("mo"), f"{PAGE}?{query}", 422)
    assert "<title>Error: " in text
    assert said in text.split("govuk-error-summary__list")[1].split("</ul>")[0]


def test_what_was_asked_stays_in_the_form(as_: As) -> None:
    meeting = held(partnership())
    text = read(as_("mo"), f"{PAGE}?from={meeting.slug}&to=2023-01-14", 422)
    assert f'<option value="{meeting.slug}" selected>' in text
    second = text.split('name="until_0"')[1]
    assert 'value="14"' in second.split(">")[0]
    assert 'value="01"' in second.split('name="until_1"')[1].split(">")[0]
    assert 'value="2023"' in second.split('name="until_2"')[1].split(">")[0]


def test_before_it_was_in_the_plan(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    live(people, act)
    text = read(as_("mo"), f"{PLAN}actions/1z/compare/?from={THEN}", 422)
    assert "1z was not in the plan at the end of 20 July 2024: it was added on 3 August 2024, 10am." in text


def test_wrong_address_and_method(as_: As) -> None:
    assert as_("mo").get(f"{PLAN}actions/9zz/compare/?from={THEN}").status_code == 404
    assert as_("mo").post(PAGE).status_code == 405
    assert as_("anon").get(PAGE).status_code == 302


def test_reading_writes_nothing_and_is_linked(as_: As) -> None:
    before = {model: model.objects.count() for model in append_only_models()}
    read(as_("cora"), f"{PAGE}?from={THEN}")
    assert {model: model.objects.count() for model in append_only_models()} == before
    assert f'href="{PAGE}"' in read(as_("mo"), f"{ONE}history/")
    assert f'href="{PAGE}?from={THEN}"' in read(as_("mo"), f"{ONE}?at={THEN}")


def test_one_action_is_that_of_the_whole_plan(act: Act, people: types.SimpleNamespace) -> None:
    """What is rebuilt of one action alone is what the plan says of it."""
    plan, now = ActionPlan.objects.get(), PLANNED + datetime.timedelta(minutes=1)
    for number, happens in enumerate(EVERYTHING):
        now += datetime.timedelta(hours=7)
        with within_the_rules():
            happens(act(("1a", "3f")[number % 2]), people, now)
    for moment in (PLANNED, now - datetime.timedelta(hours=80), now):
        whole = plan_as_at(plan, moment)
        for reference in ("1a", "3f", "3f(i)", "5b"):
            expected = whole.action(reference)
            assert action_as_at(plan, moment, expected.pk) == expected
    assert action_as_at(plan, PLANNED - datetime.timedelta(days=1000), act("1a").pk) is None
