"""What a pack tells of cycles: what came by organisation, what did not, and how the plan stood at past meetings."""

import datetime
import types
from collections.abc import Callable

from accounts.models import Organisation
from actions.coverage import NOBODY_LEADS
from actions.models import Action
from actions.services import edit_action, set_plan_state
from documents.canonical import to_json
from documents.content import Chart, Document, Table
from governance.pack.kept import rebuilt
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.governance.packing import AFTER_JULY, MINUTE, RISK, held_in_july, read_now, section, sent_out, september
from tests.world import NOW, PLANNED, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
BEFORE_JULY = PLANNED + datetime.timedelta(days=1)


def rows(document: Document, caption: str) -> list[list[str]]:
    """What the rows of the one table of that caption say."""
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return [[cell.text for cell in row] for row in table.rows]


def chart(document: Document, caption: str) -> dict[str, dict[str, int]]:
    """The parts of each bar that have any."""
    [found] = [block for block in document.blocks if isinstance(block, Chart) and block.caption == caption]
    return {bar.label: {part.label: part.count for part in bar.parts if part.count} for bar in found.bars}


def test_coverage_counts_as_the_page_of_charts_does(people: People, act: Act) -> None:
    """Whoever is named as leading leads, each of several; sub-actions are counted apart; nobody comes last."""
    council, forum = Organisation.objects.get(sector="council"), Organisation.objects.get(sector="families")
    edit_action(action=act("1a"), organisations={forum: "lead", council: "lead"}, by=people.cora, now=PLANNED)
    give_update(act("1a"), people.olive, NOW - MINUTE)
    give_update(act("3f.i"), people.otis, NOW - MINUTE)
    document = read_now(september(people), NOW)
    assert rows(document, "Updates of this cycle by organisation") == [
        [forum.name, "1", "0", "1"],
        [council.name, "1 and 1 sub-action", "4", "5 and 1 sub-action"],
        [NOBODY_LEADS, "0", "29 and 3 sub-actions", "29 and 3 sub-actions"],
    ]
    assert "An action that several organisations lead counts for each of them." in section(document, "Coverage")
    assert "1 of 34 updates owed in this cycle were received." in section(document, "Coverage")
    assert chart(document, "Updates by organisation") == {
        forum.name: {"Updated": 1}, council.name: {"Updated": 1, "Not updated": 4}, NOBODY_LEADS: {"Not updated": 29},
    }  # fmt: skip
    lacking = {name: references for name, references, _ in rows(document, "Updates that were not received")}
    assert list(lacking) == [council.name, NOBODY_LEADS]
    assert [len(references.split(", ")) for references in lacking.values()] == [4, 29 + 3]


def test_the_bars_of_past_meetings_count_what_stood_then(people: People, act: Act) -> None:
    """An action that was withdrawn since stood at the meeting; one whose status became another had its own."""
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, BEFORE_JULY, status="at_risk", **RISK)
    give_update(act("4c"), people.olive, BEFORE_JULY)
    give_update(act("1a"), people.olive, AFTER_JULY)
    set_plan_state(action=act("4c"), state="withdrawn", by=people.cora, now=AFTER_JULY, reason="Agreed so")
    pack = sent_out(meeting, people)
    document = rebuilt(pack)
    found = chart(document, "Actions by status at each of the last meetings")
    then, now = found["11 July 2024"], found["This pack, 4 September 2024"]
    assert (then["At risk"], then["On track"], sum(then.values())) == (1, 1, 34)
    assert ("At risk" in now, now["On track"], sum(now.values())) == (False, 1, 33)
    told = rows(document, "Actions by status at the end of each of the last meetings")
    assert [(row[0], row[-1]) for row in told] == [("11 July 2024", "34"), ("This pack, 4 September 2024", "33")]
    assert to_json(document) == pack.content


def test_without_a_meeting_behind_it_no_bar_is_drawn(people: People) -> None:
    document = read_now(september(people), PLANNED + MINUTE)
    assert not [block for block in document.blocks if isinstance(block, Chart) and "last meetings" in block.caption]
    assert ActionPlan.objects.count() == 1


def test_what_was_withdrawn_keeps_its_row(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    give_update(act("2a"), people.otis, PLANNED)
    for key, now in (("2a", AFTER_JULY), ("2b", PLANNED)):
        set_plan_state(action=act(key), state="withdrawn", by=people.cora, now=now, reason="No longer needed")
    strip = {row[0]: row[1:] for row in rows(read_now(meeting), "Status at each of the last meetings")}
    assert strip["2a"] == ["On track", "Withdrawn"]
    assert "2b" not in strip


def test_the_strip_has_the_words_that_stand_everywhere_and_a_key_for_the_rest(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, BEFORE_JULY)
    set_plan_state(action=act("1a"), state="paused", by=people.cora, now=AFTER_JULY, reason="Agreed so",
                   paused_until=PartialDate.month(2025, 1))  # fmt: skip
    [table] = [
        block
        for block in read_now(meeting).blocks
        if isinstance(block, Table) and block.caption == "Status at each of the last meetings"
    ]
    [row] = [[cell.text for cell in row] for row in table.rows if row[0].text == "1a"]
    assert row == ["1a", "On track", "Paused"]
    for word in ("Paused, Replaced or Withdrawn: so at that meeting", "– No update came", "Empty: not in the plan"):
        assert word in table.note
