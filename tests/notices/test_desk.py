"""The desk: every update that the cycle wants, by organisation and lead, and how far each has come."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from accounts.services import add_organisation, add_person, change_person
from actions.coverage import coverage_of
from actions.models import Action
from actions.services import add_action, edit_action, record_no_update, save_draft
from notices.desk import page as desk_page
from notices.models import Notice
from priorities.models import ActionPlan, UpdateCycle
from priorities.services import add_cycle, add_plan, add_priority
from tests.actions.reading import texts, words
from tests.actions.succeeding import closed
from tests.notices.working import DESK, PLAN, line, lines_of
from tests.world import MEETINGS, NOW, PLANNED, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
Move = Callable[[datetime.datetime], None]
People = types.SimpleNamespace
HOUR = datetime.timedelta(hours=1)


def was_reminded(person: User, at: datetime.datetime) -> None:
    """As the outbox has it once the mail has gone."""
    mail = Notice.objects.create(user=person, due_for=at.date(), created_at=at, next_try_at=at, claimed_at=at,
                                 sent_at=at, subject="Updates")  # fmt: skip
    mail.asks_in.set(UpdateCycle.objects.filter(meeting_on="2024-09-12"))


@pytest.fixture
def everything(act: Act, people: People) -> None:
    """One update of each state: 1a received, 1b begun, 3f recorded, 4c waiting with its lead reminded, 2a waiting."""
    give_update(act("1a"), people.olive, NOW - HOUR)
    save_draft(action=act("1b"), by=people.olive, now=NOW - HOUR, fields={"headline": ["Secret"]}, revision=1)
    record_no_update(action=act("3f"), by=people.cora, now=NOW - HOUR)
    was_reminded(people.olive, NOW - 26 * HOUR)


def test_what_each_line_says(as_: As, everything: None) -> None:
    page = as_("cora").get(DESK).content.decode()
    assert "Updates for the meeting of 12 September 2024" in page
    assert "1 of 34 received, and 0 of 4 sub-actions." in words(as_("cora").get(DESK))
    assert "Updates are due by Thursday 5 September, noon." in words(as_("cora").get(DESK))
    said = {key: line(page, key) for key in ("1a", "1b", "3f", "4c", "2a", "2b")}
    assert "Received on 4 September 2024 Olive Marsh" in said["1a"]
    assert "Draft begun, saved on 4 September 2024 Reminded on 3 September 2024" in said["1b"]
    assert "No update received, recorded on 4 September 2024 Reminded on 3 September 2024" in said["3f"]
    assert "Reminded on 3 September 2024" in said["4c"]
    assert "Not received" in said["2a"]
    assert "Secret" not in page
    for key, has_form, has_record in (("1a", False, False), ("1b", True, True), ("3f", True, False)):
        assert (f'/cycle/actions/{key}/#line-{key}"' in page) == has_form
        assert (f"/cycle/actions/{key}/no-update/" in page) == has_record


def test_by_organisation_then_lead_then_plan(as_: As, people: People, act: Act) -> None:
    trust = add_organisation(by=people.ada, now=PLANNED, name="Acute trust", sector="health")
    nell = add_person(by=TESTER, now=PLANNED, email="nell@portal.example", name="Nell Ash", organisation=trust,
                      password="a long enough password")  # fmt: skip
    edit_action(action=act("5b"), by=people.cora, now=PLANNED, lead=nell)
    shown = lines_of(as_("cora").get(DESK))
    assert shown[:7] == ["5b", "1a", "1b", "3f", "4c", "2a", "3f.i"]
    page = texts(as_("cora").get(DESK))
    assert (
        page.index(">Acute trust</h2>") < page.index(">Nell Ash</h3>") < page.index("No organisation and no lead</h2>")
    )
    assert "0 of 1 action received" in page


def test_each_organisation_has_as_many_as_the_pack_and_the_mail_say(as_: As, people: People, act: Act) -> None:
    """Whoever is named as leading, where somebody is; else the lead's."""
    council, forum = (Organisation.objects.get(sector=sector) for sector in ("council", "families"))
    for key in ("1a", "1b", "5b"):
        edit_action(action=act(key), by=people.cora, now=PLANNED, organisations={forum: "lead"})
    edit_action(action=act("3f"), by=people.cora, now=PLANNED, organisations={forum: "supporting"})
    give_update(act("1a"), people.olive)
    desk = as_("cora").get(DESK).context["desk"]
    covered = coverage_of(desk.plan, desk.today, desk.window)
    assert {one.label: (one.received.all, one.received.all + one.missing.all) for one in covered} == {
        name: (received.all, everything.all) for name, received, everything in desk.of_organisations.values()
    }
    assert desk.of_organisations[str(forum.pk)][1:] == ((1, 0, ""), (3, 0, ""))
    assert desk.of_organisations[str(council.pk)][2] == (3, 1, "")
    assert lines_of(as_("cora").get(f"{DESK}?organisation={forum.pk}")) == ["1a", "1b", "5b"]


def test_each_organisation_counts_sub_actions_apart(as_: As, people: People, act: Act) -> None:
    """Of the council's six 3f(i) is one; whoever leads nothing but sub-actions is told of these alone."""
    trust = Organisation.objects.exclude(sector__in=("council", "families")).first()
    edit_action(action=act("3f.ii"), by=people.cora, now=PLANNED, organisations={trust: "lead"})
    give_update(act("1a"), people.olive)
    answer = as_("cora").get(DESK)
    page = words(answer)
    council = Organisation.objects.get(sector="council")
    assert f"{council.name} 1 of 5 actions, 0 of 1 sub-action received" in page
    assert f"{trust} 0 of 1 sub-action received" in page
    assert f"{council.name} (1 of 5 actions, 0 of 1 sub-action)</option>" in texts(answer)


def test_a_draft_that_an_update_replaced_is_none(as_: As, people: People, act: Act) -> None:
    """Begun in July, and the lead then sent another account: in September nothing has begun."""
    save_draft(action=act("1a"), by=people.dev, now=PLANNED, fields={"headline": ["Old"]}, revision=1)
    give_update(act("1a"), people.olive, PLANNED + HOUR)
    page = as_("cora").get(DESK)
    assert line(page.content.decode(), "1a").endswith("Not received Enter for them : 1a No update received : 1a")
    assert lines_of(as_("cora").get(f"{DESK}?state=draft")) == []
    save_draft(action=act("1a"), by=people.dev, now=NOW - HOUR, fields={"headline": ["New"]}, revision=1)
    assert lines_of(as_("cora").get(f"{DESK}?state=draft")) == ["1a"]


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        ("received", ["1a"]),
        ("draft", ["1b"]),
        ("recorded", ["3f"]),
        ("reminded", ["4c"]),
    ],
)
def test_filter_by_state(state: str, keys: list[str], as_: As, everything: None) -> None:
    answer = as_("cora").get(f"{DESK}?state={state}")
    assert lines_of(answer) == keys
    assert f"({len(keys)})</option>" in answer.content.decode()


def test_states_add_up(as_: As, everything: None, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = as_("cora").get(DESK).context["desk"].counts
    each = ("received", "draft", "recorded", "reminded", "nothing")
    assert sum(counts[state] for state in each) == 38
    assert counts["missing"] == 37
    for state in (*each, "missing"):
        assert len(lines_of(as_("cora").get(f"{DESK}?state={state}"))) == counts[state]


def test_filter_by_organisation(as_: As, people: People) -> None:
    council = Organisation.objects.get(sector="council")
    assert lines_of(as_("cora").get(f"{DESK}?organisation={council.pk}"))[0] == "1a"
    nobody = lines_of(as_("cora").get(f"{DESK}?organisation=none"))
    assert "1a" not in nobody
    answer = as_("cora").get(f"{DESK}?organisation=none&state=received")
    assert "Nothing stands like this." in words(answer)


@pytest.mark.parametrize(
    "query",
    ["organisation=999", "organisation=x", "state=odd", "page=0", "page=99", "page=%00", "state=%00", "page=²"],
)
def test_what_no_desk_has(query: str, as_: As) -> None:
    assert as_("cora").get(f"{DESK}?{query}").status_code == 404


def test_who_cannot_be_reminded_and_where_that_is_put_right(as_: As, people: People, act: Act) -> None:
    idle = add_person(by=TESTER, now=PLANNED, email="idle@portal.example", name="Idle Finch",
                      organisation=people.mo.organisation)  # fmt: skip
    edit_action(action=act("5b"), by=people.cora, now=PLANNED, lead=idle)
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = texts(as_("cora").get(DESK))
    assert "Idle Finch has no account that opens yet." in page
    assert f'href="/admin/accounts/user/{idle.pk}/change/"' in page
    assert f'Otis Field has left. <a class="govuk-link" href="{PLAN}handover/{people.otis.pk}/"' in page
    assert f'Nobody can be asked. <a class="govuk-link" href="{PLAN}set-up/">Name a lead' in page
    assert "Remind Otis Field" not in page
    assert "Remind Idle Finch" not in page
    assert "Remind Olive Marsh" in page


def test_the_deputy_is_asked_where_the_lead_has_left(as_: As, people: People) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = words(as_("cora").get(DESK))
    assert "The deputy, Dev Anand, is asked instead. Remind Dev Anand" in page
    assert page.count("Remind Dev Anand") == 1


def test_after_the_deadline(as_: As, clock_stands: Move, people: People, act: Act) -> None:
    late = datetime.datetime(2024, 9, 6, 9, tzinfo=NOW.tzinfo)
    clock_stands(late)
    give_update(act("1a"), people.olive, late)
    answer = as_("cora").get(DESK)
    assert (
        "The papers deadline was Thursday 5 September, noon. An update that comes by 12 September still counts for "
        "this meeting, marked “after papers went out”." in words(answer)
    )
    assert "Received on 6 September 2024, after papers went out" in line(answer.content.decode(), "1a")


def test_after_the_meeting_the_next_cycle_is_on_the_desk(
    as_: As, clock_stands: Move, people: People, act: Act
) -> None:
    give_update(act("1a"), people.olive)
    record_no_update(action=act("1b"), by=people.cora, now=NOW)
    clock_stands(datetime.datetime.combine(MEETINGS[1], datetime.time(9), NOW.tzinfo) + 24 * HOUR)
    answer = as_("cora").get(DESK)
    assert "Updates for the meeting of 14 November 2024" in words(answer)
    assert "0 of 34 received" in words(answer)
    assert "Not received" in line(answer.content.decode(), "1b")


def test_without_a_deadline(as_: As, clock_stands: Move) -> None:
    clock_stands(NOW + 365 * 24 * HOUR)
    answer = as_("cora").get(DESK)
    assert answer.status_code == 200
    assert "No papers deadline is set, so no update is owed and nothing is late." in words(answer)
    assert f'href="{PLAN}cycles/"' in answer.content.decode()
    assert lines_of(answer) == []


def test_nobody_is_reminded_of_a_draft(as_: As, people: People) -> None:
    """Its updates can be entered; nobody but the co-ordinator sees it, and no mail tells of it."""
    said = {"by": people.cora, "now": PLANNED}
    plan = add_plan(**said, slug="2024-25", title="Next", local_area="Stockton-on-Tees", status="draft",
                    reason="New")  # fmt: skip
    priority = add_priority(**said, plan=plan, number=1, title="First", reason="New")
    action = add_action(**said, plan=plan, priority=priority, reference="9x", title="New", position=1, reason="New",
                        plan_state="agreed")  # fmt: skip
    edit_action(**said, action=action, lead=people.olive)
    add_cycle(**said, plan=plan, meeting_on=MEETINGS[1], papers_due_at=NOW + 24 * HOUR)
    desk = "/plans/2024-25/cycle/"
    answer = as_("cora").get(desk)
    assert "This plan is a draft, so nobody is reminded of its updates." in words(answer)
    assert "/cycle/remind/" not in answer.content.decode()
    assert "Olive Marsh has no account" not in words(answer)
    assert lines_of(answer) == ["9x"]
    assert "Nobody here can be reminded: the plan is a draft." in words(as_("cora").get(f"{desk}remind/all/"))


def test_a_closed_plan(as_: As, people: People) -> None:
    closed(ActionPlan.objects.get(), people.cora)
    answer = as_("cora").get(DESK)
    assert "This plan is closed, so no update is owed in it." in words(answer)
    assert lines_of(answer) == []


def test_the_short_address(as_: As) -> None:
    assert as_("cora").get("/cycle/?state=missing")["Location"] == f"{DESK}?state=missing"


def test_who_else_is_told_whom_to_ask(as_: As) -> None:
    for who in ("olive", "sara", "mo", "ada"):
        answer = as_(who).get(DESK)
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in texts(answer)


def test_pages(as_: As, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(desk_page, "LINES_A_PAGE", 10)
    client = as_("cora")
    everything = [key for page in (1, 2, 3, 4) for key in lines_of(client.get(f"{DESK}?page={page}"))]
    assert (len(everything), len(set(everything))) == (38, 38)
    answer = client.get(f"{DESK}?page=2&state=missing")
    assert "page=2" in answer.content.decode().partition('id="line-')[2]
    assert 'aria-label="Page 4"' in answer.content.decode()


def test_as_many_queries_for_all_as_for_few(as_: As, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    found = []
    client = as_("cora")
    client.get("/roles/")
    for number in (1, 38):
        monkeypatch.setattr(desk_page, "LINES_A_PAGE", number)
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        found.append(len(captured))
    assert found[0] == found[1] <= 12
