"""The pack of a meeting before papers go out: what it says, in which order, and the sentence for each odd case."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import add_milestone, set_due_date, set_plan_state
from audit.recording import recording
from governance.models import BodyPhase, Decision, Meeting
from governance.services.meeting_actions import add_meeting_action
from governance.services.meetings import cancel_meeting, edit_meeting, hold_meeting, move_meeting
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.governance.deciding import decide, held
from tests.governance.meeting_days import WHY, at, on, planned
from tests.governance.packing import (
    AFTER_JULY,
    JULY,
    MINUTE,
    PACK,
    RISK,
    SEPTEMBER,
    held_in_july,
    read_now,
    says,
    section,
    sections,
    september,
)
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW, PEOPLE, PLANNED, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
CHANGES = "/plans/2023-24/changes/"
IN_JULY = PLANNED + datetime.timedelta(days=1)
IN_ORDER = [
    "What matters", "Coverage", "Counts", "What changed", "Exceptions", "What is asked, and the decision wanted",
    "Milestones", "Agenda", "Matters arising", "Not updated", "The last eight cycles", "Key",
]  # fmt: skip


def told(people: People, act: Act) -> Meeting:
    """Between two meetings: 1a got worse and asks, 1b got better, 2a tells of a difference, 4c moved its date."""
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, IN_JULY)
    give_update(act("1b"), people.olive, IN_JULY, status="at_risk", **RISK)
    since = AFTER_JULY + MINUTE
    give_update(act("1a"), people.olive, since, status="off_track", headline="Nobody can start.", ask="decision",
                ask_text="Lend us a post. It is for a year.", **RISK)  # fmt: skip
    give_update(act("1b"), people.olive, since, headline="All is well again.")
    give_update(act("2a"), people.otis, since, difference_made="Families wait eight weeks less. We counted.")
    set_due_date(action=act("4c"), due=PartialDate.day(2025, 3, 31), by=people.cora, now=since, reason="A late start")
    return meeting


def test_it_reads_in_the_agreed_order(people: People, act: Act) -> None:
    document = read_now(told(people, act))
    assert sections(document) == IN_ORDER
    assert document.title == "Pack for the meeting of 12 September 2024"
    assert document.standing == "Draft"
    assert document.is_draft
    assert document.as_at == "As at 4 September 2024, 9am"
    first = section(document, "What matters").strip().splitlines()
    assert (
        first
        == [
            "What matters",
            "Difference made: 1 (2a)",
            "Got worse: 1 (1a off track)",
            "Asked of us: 1 (1a a decision)",
            "Difference made",
            "2a Families wait eight weeks less.",
            "Got worse",
            "1a On track → Off track. Nobody can start.",
            "Asked of us",
            "1a A decision: Lend us a post.",
        ][: len(first)]
    )
    assert len(first) == 10


def test_each_section_says_what_stands(people: People, act: Act) -> None:
    meeting = told(people, act)
    add_milestone(action=act("1b"), by=people.cora, now=NOW - MINUTE, title="Pilot", due=PartialDate.month(2024, 9))
    add_milestone(action=act("1a"), by=people.cora, now=NOW - MINUTE, title="Start", due=PartialDate.month(2024, 8))
    add_milestone(action=act("1a"), by=people.cora, now=NOW - MINUTE, title="End", due=PartialDate.month(2025, 9))
    document = read_now(meeting)
    changed = section(document, "What changed")
    turned = "Got worse: 1. Asked of us: 1. Got better: 1. Neither better nor worse: 1."
    numbers = f"Difference made: 1. {turned} Dates moved and proposed: 1."
    assert f"Since the meeting of 11 July 2024. {numbers}" in changed
    assert "1b | At risk → On track | 12 July 2024, " in changed
    assert (
        "4c | Due date: 31 December 2024 → 31 March 2025. Moved once | "
        "12 July 2024, Stockton-on-Tees Borough Council, co-ordinator | A late start." in changed
    )
    exceptions = section(document, "Exceptions")
    assert "Nobody can start.\nWhy: A post is vacant.\nWhat is being done: It is advertised." in exceptions
    assert "If nothing is done: A delay." in exceptions
    assert "1a | " in section(document, "What is asked, and the decision wanted")
    assert "| A decision | Lend us a post. It is for a year. |" in section(document, IN_ORDER[5])
    milestones = section(document, "Milestones")
    assert "1a | Start | August 2024 | Missed\n1b | Pilot | September 2024 | Ahead" in milestones
    assert "End" not in milestones
    assert "until 11 December 2024" in milestones
    strip = section(document, "The last eight cycles")
    assert "Ref. | Jul 2024 | Sep 2024" in strip
    assert "1a | On track | Off track" in strip
    assert "2a | – | On track" in strip
    assert "3 of 34 updates owed in this cycle were received." in section(document, "Coverage")
    assert "1 (0)" in section(document, "Counts")


def test_what_is_exempt_has_its_number_alone_and_nobody_is_named(people: People, act: Act) -> None:
    meeting = told(people, act)
    july = Meeting.objects.get(date_on="2024-07-11")
    with recording(by=people.cora, now=AFTER_JULY):
        for number, exempt in ((1, False), (2, True)):
            july.items.create(position=number, number=number, title=f"Matter {number}", is_exempt=exempt,
                              exempt_reason="Secret" * exempt)  # fmt: skip
    for number, text in ((1, "Write to schools"), (2, "Zyxwort is paid")):
        item = july.items.get(number=number)
        item.meeting = july
        add_meeting_action(by=people.cora, now=AFTER_JULY, meeting=july, item=item, text=text, assigned_to=people.cora)
        decide(july, number, f"{text} is agreed")
    said = says(read_now(meeting))
    assert "1 | Waiting times | To discuss\n2 | Exempt item | " in said
    assert "Write to schools" in said
    assert "Decision 1 of 11 July 2024 | " in said
    assert Decision.objects.count() == 2
    assert "Zyxwort" not in said
    assert not [name for name in PEOPLE.values() if name in said]


def test_more_than_ten_lines_say_where_the_others_are(as_: As, people: People, act: Act) -> None:
    held_in_july(people)
    september(people)
    said = {"status": "off_track", "ask": "help", "ask_text": "A hand.", **RISK}
    for action in Action.objects.filter(plan_state="agreed")[:9]:
        give_update(action, people.cora, AFTER_JULY + MINUTE, **said)
    page = texts(as_("mo").get(PACK))
    assert "Difference made: none told" in page
    assert "3 more)" in page
    assert page.count("Not started → Off track") + page.count("No status yet → Off track") == 5 + 9
    there = f"{CHANGES}?since={JULY}-local-inclusion-partnership&amp;kind=worse"
    assert f'href="{there}">and 4 more that got worse, under “What changed”</a>' in page
    assert 'href="#paper-what-is-asked-and-the-decision-wanted">and 4 more asked of us' in page
    assert 'id="paper-what-changed"' in page
    assert "Got worse (9)" in texts(as_("mo").get(there.replace("&amp;", "&")))


def test_the_page_leads_to_what_it_names(as_: As, people: People, act: Act) -> None:
    told(people, act)
    answer = as_("olive").get(PACK)
    page = texts(answer)
    assert f'<strong><a class="govuk-link" href="{act("1a").get_absolute_url()}">1a</a></strong>' in page
    assert page.count(f'href="{act("4c").get_absolute_url()}"') >= 2
    assert "As it would read now, marked as a draft" in page
    meeting_page = texts(as_("olive").get(PACK.removesuffix("pack/")))
    assert f'href="{PACK}"' in meeting_page
    assert f'href="{PACK}"' in texts(as_("olive").get("/meetings/"))


def test_the_draft_of_a_later_meeting_says_which_cycle_is_told(people: People) -> None:
    held_in_july(people)
    between = "A meeting comes before this one, on 12 September 2024. “This cycle” is the one that ends with it."
    assert between not in says(read_now(september(people)))
    later = planned(people.cora, "2024-11-14", papers="2024-11-07", now=PLANNED)
    assert between in section(read_now(later), "Coverage")


def test_the_draft_of_a_later_meeting_says_which_one_is_not_recorded_as_held(
    as_: As, people: People, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    held_in_july(people)
    meeting = september(people)
    edit_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY, ends_at=at(SEPTEMBER, "16:00"))
    november = planned(people.cora, "2024-11-14", papers="2024-11-07")
    over = "The meeting of 12 September 2024 is over, and is not recorded as held yet"
    for time, is_told in (("15:00", False), ("19:00", True)):
        clock_stands(at(SEPTEMBER, time))
        assert (over in read(as_("mo").get(f"/meetings/{november.slug}/pack/"))) == is_told
    hold_meeting(meeting=Meeting.objects.get(pk=meeting.pk), by=people.cora, now=at(SEPTEMBER, "19:00"))
    assert over not in read(as_("mo").get(f"/meetings/{november.slug}/pack/"))


def test_the_first_meeting_ever(people: People) -> None:
    document = read_now(september(people))
    sentence = "This is the first meeting of the Local Inclusion Partnership on record here, so there is nothing to"
    assert sentence in section(document, "What changed")
    assert "Got worse: cannot be said" in says(document)


def test_a_plan_that_came_after_the_last_meeting(people: People) -> None:
    held_in_july(people)
    meeting = september(people)
    plan = add_plan(by=people.cora, now=AFTER_JULY, reason="New", slug="new", title="New plan", local_area="Stockton",
                    status=ActionPlan.State.CURRENT)  # fmt: skip
    add_priority(by=people.cora, now=AFTER_JULY, plan=plan, reason="New", number=1, title="First")
    with recording(by=TESTER, now=AFTER_JULY):
        meeting.cycle_links.get().delete()
    document = read_now(meeting)
    assert "New plan came into the portal on 12 July 2024, 9am, after the meeting of 11 July 2024" in says(document)
    assert [block for block in sections(document) if "plan" in block.casefold()] != []


def test_nothing_changed(people: People) -> None:
    held_in_july(people)
    meeting = september(people)
    assert "Nothing in the plan has changed since the meeting of 11 July 2024." in says(read_now(meeting))


def test_everything_changed(people: People) -> None:
    held_in_july(people)
    meeting = september(people)
    for number, action in enumerate(Action.objects.filter(plan_state="agreed")):
        give_update(action, people.cora, AFTER_JULY + number * MINUTE)
    assert "Every action that is agreed has changed since the meeting of 11 July 2024" in says(read_now(meeting))


def test_a_shadow_meets(people: People) -> None:
    meeting = september(people)
    with recording(by=TESTER, now=PLANNED):
        begun = BodyPhase(body=meeting.body, phase="shadow")
        begun.begins = PartialDate.day(2024, 9, 1)
        begun.save()
    assert "The body is a shadow on that day" in section(read_now(meeting), "Agenda")


def test_no_papers_deadline(people: People) -> None:
    meeting = planned(people.cora, "2025-02-13", papers_due_at=None)
    document = read_now(meeting)
    assert "No papers deadline is set for this meeting" in section(document, "Coverage")
    assert sections(document) == IN_ORDER


def test_cancelled(as_: As, people: People) -> None:
    cancel_meeting(meeting=september(people), by=people.cora, now=NOW, reason=WHY)
    page = read(as_("mo").get(PACK))
    assert "This meeting was cancelled, so it has no pack." in page
    assert "What matters" not in page
    assert as_("mo").get(PACK.removesuffix("/") + ".pdf").status_code == 404


def test_moved(as_: As, people: People) -> None:
    move_meeting(
        meeting=september(people), by=people.cora, now=NOW, reason=WHY, date=on("2024-09-19"),
        starts_at=at("2024-09-19", "14:00"), papers_due_at=at("2024-09-12", "12:00"),
    )  # fmt: skip
    answer = as_("mo").get(PACK)
    assert "This meeting has moved to 19 September 2024." in read(answer)
    after = "/meetings/2024-09-19-local-inclusion-partnership/pack/"
    assert f'href="{after}"' in texts(answer)
    assert "What matters" in read(as_("mo").get(after))


def test_a_meeting_that_was_held_without_papers_tells_of_the_plan_that_it_met(people: People, act: Act) -> None:
    meeting = held_in_july(people)
    give_update(act("1a"), people.olive, AFTER_JULY, status="off_track", **RISK)
    document = read_now(meeting)
    assert document.as_at == "As at 11 July 2024, 2pm"
    assert document.standing == "Not sent out: the plan as the meeting met it"
    assert "off track" not in section(document, "What matters").casefold()


def test_what_is_set_aside_is_told(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    set_plan_state(action=act("2a"), state="withdrawn", by=people.cora, now=AFTER_JULY, reason="No longer needed")
    set_plan_state(action=act("1b"), state="paused", by=people.cora, now=AFTER_JULY, reason="No money",
                   paused_until=PartialDate.month(2025, 1))  # fmt: skip
    changed = section(read_now(meeting), "What changed")
    post = people.cora.organisation.label
    assert f"2a | In the plan: Agreed → Withdrawn | 12 July 2024, {post}, co-ordinator | No longer needed." in changed
    assert (
        f"1b | In the plan: Agreed → Paused. Paused until: January 2025 | 12 July 2024, {post}, co-ordinator | "
        "No money." in changed
    )


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_draft_can_be_downloaded(format: str, as_: As, people: People) -> None:
    september(people)
    answer = as_("mo").get(f"{PACK.removesuffix('/')}.{format}")
    assert answer.status_code == 200
    assert f"pack-draft.{format}" in answer["Content-Disposition"]


def test_wrong_addresses_and_methods(as_: As, people: People) -> None:
    september(people)
    other = held(planned(people.cora, "2025-01-16").body, datetime.date(2024, 1, 2))
    client, base = as_("mo"), PACK.removesuffix("/")
    for address in (f"{base}.csv", f"{base}.html", f"{PACK}1/", f"{PACK}1.pdf", f"{PACK}99999999999999999999/",
                    "/meetings/nowhere/pack/", "/meetings/2023-06-28-health-and-wellbeing-board/pack/",
                    "/meetings/2023-06-28-health-and-wellbeing-board/pack.pdf"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.post(PACK).status_code == 405
    assert client.get(f"{other.get_absolute_url()}pack/").status_code == 200
    assert as_("anon").get(PACK).status_code == 302


def test_a_pack_asks_the_database_as_often_whatever_it_tells(grow: Grower, queries: Queries) -> None:
    held_in_july(grow.people)
    september(grow.people)

    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        grow.told(action, number)

    add(ONE)
    few = queries("mo", PACK)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", PACK))
