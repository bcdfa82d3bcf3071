"""What changed between two moments as a file: all that the page tells in groups, by posts and not by persons."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import change_person
from actions.models import Action
from actions.services import edit_action
from governance.models import Meeting
from priorities.services import give_judgement
from tests.governance.changing import AUGUST, FILE, PAGE, change_much, file_lines, section
from tests.governance.composing import partnership
from tests.governance.deciding import held
from tests.governance.meeting_days import at
from tests.world import NOW, give_update

Act = Callable[[str], Action]
As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def met(people: People) -> Meeting:
    return held(partnership(), starts_at=at("2024-07-11", "14:00"))


@pytest.fixture
def changed(met: Meeting, act: Act, people: People) -> None:
    change_much(met, act, people)


def test_the_file_has_every_line(as_: As, changed: None, act: Act, people: People) -> None:
    edit_action(action=act("1c"), by=people.cora, now=AUGUST, reason="=1+1", title="=HYPERLINK(1)")
    answer = as_("mo").get(FILE)
    assert answer["Content-Disposition"] == 'attachment; filename="changes-2023-24-from-2024-07-11-to-2024-09-04.csv"'
    found = file_lines(answer)
    worse = next(row for row in found if row["Kind of change"] == "Got worse")
    assert worse | {"Of what": ""} == {
        "Kind of change": "Got worse", "Reference": "1a", "Of what": "", "What changed": "Status", "From": "On track",
        "To": "At risk", "On": "2024-08-01 09:00", "By": f"{people.olive.post}, lead of 1a",
        "Why": "A post is vacant.", "Note": worse["Note"],
    }  # fmt: skip
    formula = next(row for row in found if row["Reference"] == "1c")
    assert (formula["To"], formula["Why"]) == ("'=HYPERLINK(1)", "'=1+1")


def test_the_file_has_what_is_not_updated_and_what_came_back(as_: As, changed: None, act: Act) -> None:
    client = as_("mo")
    found = file_lines(client.get(FILE))
    silent = [row for row in found if row["Kind of change"] == "Not updated"]
    page = section(client.get(PAGE).content.decode(), "not-updated")
    assert silent
    for row in silent:
        assert f"{row['Of what']}: {row['To']}" in page
    assert file_lines(client.get(f"{FILE}?kind=not-updated")) == silent
    [back] = [row for row in found if row["Kind of change"] == "No net change" and row["Reference"] == "4c"]
    title = act("4c").title
    assert (back["From"], back["To"], back["Note"]) == (title, title, f"{title} → Other words → {title}")
    assert not [row for row in file_lines(client.get(f"{FILE}?kind=worse")) if row["Kind of change"] != "Got worse"]


def test_a_file_of_what_was_names_both_days(as_: As, met: Meeting) -> None:
    answer = as_("mo").get(f"{FILE}?since=2024-07-20&until=2024-08-20")
    assert 'filename="changes-2023-24-from-2024-07-20-to-2024-08-20.csv"' in answer["Content-Disposition"]


@pytest.mark.parametrize("reader", ["mo", "ada", "ian"])
def test_the_file_names_posts_and_not_persons(reader: str, as_: As, changed: None, act: Act, people: People) -> None:
    for person, title in ((people.olive, "Head of support"), (people.otis, "Head of schools")):
        change_person(person=person, by=people.ada, now=at("2024-07-02", "09:00"), reason="New", job_title=title)
    post, other = (f"{title}, Stockton-on-Tees Borough Council" for title in ("Head of support", "Head of schools"))
    edit_action(action=act("1a"), by=people.cora, now=AUGUST, lead=people.otis, reason="Promoted")
    edit_action(action=act("1b"), by=people.cora, now=AUGUST, co_leads=[people.pat], reason="Two schools")
    for lead in (people.otis, people.olive):
        edit_action(action=act("4c"), by=people.cora, now=AUGUST, lead=lead, reason="A slip")
    give_update(act("3f"), people.dev, AUGUST)
    give_judgement(priority=act("1a").priority, by=people.sara, now=AUGUST, status="at_risk", reason="Slow")
    change_person(
        person=people.olive, by=people.ada, now=NOW, reason="Married", name="Olive Moor", job_title="Director"
    )
    answer = as_(reader).get(FILE)
    file = b"".join(answer.streaming_content).decode()
    for person in User.objects.all():
        assert person.name not in file
    assert "Olive Marsh" not in file
    found = file_lines(as_(reader).get(FILE))
    [lead] = [row for row in found if row["What changed"] == "Lead" and row["Reference"] == "1a"]
    # The post of that time.
    assert (lead["From"], lead["To"]) == (post, other)
    assert lead["By"] == f"{people.cora.post}, co-ordinator"
    back = next(row for row in found if row["Kind of change"] == "No net change" and row["What changed"] == "Lead")
    assert back["Note"] == f"{post} → {other} → {post}"
