"""What each section of a report says by itself: paragraphs to be numbered, then tables. No query, no clock."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.text import get_text_list

from actions.as_at import ActionAt, UpdateAt
from actions.as_at.counts import tally_at
from actions.tally import Tally
from design.fields import date_words
from documents.content import Cell, Chart, Column, Table, plain
from governance.models import SectionKind
from governance.reports.decided import DecisionAt
from governance.reports.figures import counted_apart, exceptions
from governance.reports.narrative import Written
from governance.reports.succession import FOLLOWS, how_it_ended, outcomes_table
from governance.reports.tables import (
    actions_table,
    as_at,
    counts_chart,
    counts_table,
    key_table,
    updates_table,
)
from governance.reports.told import (
    Telling,
    counted,
    day,
    due_cell,
    figure_words,
    named,
    need,
    sentence,
    status_cell,
)
from priorities.status import PlanState, Status

Said = Written | Table | Chart
IN_PROGRESS = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
NONE_PUBLIC = "Decisions were recorded in this period. None of them is public."
NOT_BEGUN = (Status.NOT_STARTED, Status.NONE)


def progress(telling: Telling) -> Iterator[Said]:
    """Counts in two steps: what is in the plan by status, then what is counted apart; the key."""
    plan, counts = telling.plan, tally_at(telling.plan.actions)
    if plan.follows:
        yield _say(FOLLOWS.format(plan.follows))
    if plan.is_closed:
        yield _say(f"This plan is closed. {how_it_ended(plan)}")
    apart = f" and {counted(counts.sub_actions, 'sub-action')}, counted apart" if counts.sub_actions else ""
    several = plan.first_level_plural if len(plan.priorities) != 1 else plan.first_level
    yield _say(f"The plan has {counted(counts.total, 'action')} in {len(plan.priorities)} {several}{apart}.")
    if counts.total:
        closed = f", of which {counts.closed} closed" if counts.closed else ""
        yield _say(f"{counts.complete} of {counted(counts.total, 'action')} complete{closed}.")
        going = _by_status(counts, IN_PROGRESS)
        yield _say(f"{counts.in_progress} in progress: {going}." if going else "None is in progress.")
        yield _say(f"{_by_status(counts, NOT_BEGUN)}." if _by_status(counts, NOT_BEGUN) else "Every action has begun.")
    else:
        yield _say("No action is agreed yet.")
    others = [f"{number} {state.label.lower()}" for state, number in counted_apart(plan.actions).items() if number]
    if others:
        yield _say(f"Not counted in these totals: {', '.join(others)}.")
    if missing := sum(action.is_not_updated and not action.is_sub_action for action in plan.actions):
        yield _say(f"No update was received in this cycle for {counted(missing, 'action')}.")
    if asked := [(action, at) for action in plan.actions if (at := action.no_update_at) is not None]:
        told = [f"{action.reference} on {day(at)}" for action, at in asked]
        yield _say(f"Recorded as not received: {get_text_list(told, 'and')}.")
    yield counts_table(telling.plan)
    yield counts_chart(telling.plan)
    yield key_table(telling.plan)


def difference_made(telling: Telling) -> Iterator[Said]:
    """Each difference that was told in the period, with its figure and evidence; where none is named."""
    silent = []
    for priority in telling.plan.priorities:
        told = list(_differences(telling, priority.actions))
        yield from told
        if not told:
            silent.append(f"{priority.number} ({priority.title})")
    if silent:
        word = telling.plan.first_level if len(silent) == 1 else telling.plan.first_level_plural
        yield _say(f"No difference made is named in this period for {word} {get_text_list(silent, 'and')}.")


def exceptions_section(telling: Telling) -> Iterator[Said]:
    """Off track, at risk, overdue, slipped, carried over or silent: both dates with the reason, and what is said."""
    found = exceptions(telling.plan)
    if not found:
        late = "" if telling.plan.is_closed else ", and none is overdue or later than first agreed"
        yield _say(f"No action is reported as off track or at risk{late}.")
        return
    yield _say(f"{_actions(found)} {need(len(found))} attention. {'; '.join(_why(found))}.")
    for action in found:
        if action.is_slipped and action.due is not None:
            reason = next((change.reason for change in reversed(action.date_changes) if change.from_date), "")
            moved = f"Due {action.due}, at first {action.original_due}. {sentence(reason)}"
            yield Written(named(action, moved), level=1)
    yield Table(
        "Exceptions",
        (
            Column("Ref.", 2),
            Column("Action", 5),
            Column("Status", 4),
            Column("Due", 3),
            Column("What is said", 6),
        ),
        tuple(
            (Cell(one.reference), Cell(one.title), status_cell(one), due_cell(one), Cell(telling.line(one)))
            for one in found
        ),
        sheet="Exceptions",
        note=as_at(telling.plan),
    )


def _why(found: list[ActionAt]) -> Iterator[str]:
    """How many for which reason, sub-actions apart: "Off track: 2 actions and 1 sub-action"."""
    for words, those in (
        ("off track", [action for action in found if action.status == Status.OFF_TRACK]),
        ("at risk", [action for action in found if action.status == Status.AT_RISK]),
        ("overdue", [action for action in found if action.is_overdue]),
        ("later than first agreed", [action for action in found if action.is_slipped]),
        ("with a status from an earlier cycle", [action for action in found if action.is_carried_over]),
        ("without an update for two cycles", [action for action in found if action.is_silent]),
    ):
        if those:
            yield f"{_actions(those)} {words}"


def completed(telling: Telling) -> Iterator[Said]:
    """What was completed or closed in the period."""
    found = False
    for action in telling.plan.actions:
        told = []
        if action.is_in_plan and telling.is_new(action.complete_since):
            on = f" on {date_words(action.completed_on)}" if action.completed_on is not None else ""
            told.append(f"Complete{on}. {sentence(telling.line(action))}")
        if action.plan_state == PlanState.CLOSED and telling.is_new(action.state_since):
            told.append(f"Closed. {sentence(action.state_reason)}")
        if told:
            found = True
            yield Written(named(action, " ".join(told)))
    if not found:
        yield _say("No action was completed or closed in this period.")


def asks(telling: Telling) -> Iterator[Said]:
    """What leads ask of partners: a decision or help."""
    asking = [action for action in telling.plan.actions if action.asks_partnership]
    for action in asking:
        update = action.last_update
        if update is not None:
            word = "A decision is asked for" if update.ask == "decision" else "Help is asked for"
            yield Written(named(action, f"{word}: {sentence(update.ask_text)}"))
    if not asking:
        yield _say("Nothing is asked of partners at present.")


def decisions(telling: Telling) -> Iterator[Said]:
    """Meetings of the period with their quorum, decisions with their standing and what they concern, and how many
    meeting actions are open; nothing where there is neither meeting nor decision.
    """
    decided = telling.decided
    if not (decided.meetings or decided.decisions):
        return
    for meeting in decided.meetings:
        when = f", when it {meeting.lacking_phase}" if meeting.lacking_phase else ""
        yield _say(f"{meeting.body}: met on {meeting.date}{when}. {meeting.quorum}")
    for one in decided.decisions:
        number = f"Decision {one.number}" if one.number else "Decision outside a meeting"
        parts = (f"{number}, {date_words(one.taken_on)}: {sentence(one.text)}", one.standing, _concerned(telling, one))
        yield _say(" ".join(filter(None, parts)))
    if not decided.decisions:
        yield _say(NONE_PUBLIC if decided.has_exempt else "No decision was recorded in this period.")
    is_are = "is" if decided.open_actions == 1 else "are"
    yield _say(f"{counted(decided.open_actions, 'meeting action')} {is_are} open." if decided.open_actions
               else "No meeting action is open.")  # fmt: skip


def risk(telling: Telling) -> Iterator[Said]:
    """What happens if nothing is done about what is off track or at risk."""
    found = [
        action
        for action in telling.plan.actions
        if action.plan_state == PlanState.AGREED and action.status in (Status.OFF_TRACK, Status.AT_RISK)
    ]
    if not found:
        yield _say("No action is reported as off track or at risk.")
        return
    carry = "carries the risk below" if len(found) == 1 else "carry the risks below"
    yield _say(f"{_actions(found)} off track or at risk {carry}.")
    yield Table(
        "Risks",
        (Column("Ref.", 2), Column("Why", 5), Column("If nothing is done", 5), Column("What is being done", 5)),
        tuple(
            (Cell(action.reference), Cell(said.reason), Cell(said.consequence), Cell(said.recovery))
            for action in found
            if (said := action.last_update) is not None
        ),
        sheet="Risks",
        note=as_at(telling.plan),
    )


def consultation(telling: Telling) -> Iterator[Said]:
    """Co-production that was recorded in the period; that none was, where none was."""
    found = False
    for action in telling.plan.actions:
        for piece in reversed(action.co_productions):
            if telling.is_new(piece.recorded_at):
                found = True
                parts = (
                    ("You said", piece.you_said),
                    ("We did", piece.we_did),
                    ("We could not, because", piece.could_not_because),
                )
                said = " ".join(f"{lead}: {sentence(text)}" for lead, text in parts if text)
                yield Written(named(action, f"{sentence(piece.who_took_part)} {said}"))
    if not found:
        yield _say("No co-production was recorded in this period.")


def appendix(telling: Telling) -> Iterator[Said]:
    """The whole plan by priority, placeholders included; then the updates of the period."""
    for priority in telling.plan.priorities:
        yield actions_table(telling, priority)
    if telling.plan.is_closed:
        yield outcomes_table(telling)
    yield updates_table(telling)


def _differences(telling: Telling, actions: tuple[ActionAt, ...]) -> Iterator[Written]:
    for action in actions:
        for update in action.updates_since(telling.draft.since):
            if update.shows_difference:
                texts = [sentence(update.difference_made), figure_words(update.figure), _evidence(action, update)]
                yield Written(named(action, " ".join(filter(None, [*texts, f"({day(update.submitted_at)})"]))))


def _evidence(action: ActionAt, update: UpdateAt) -> str:
    """What shows the claim of an update: what came with it or with those that it corrects, else all of the action."""
    chain, by_pk = {update.pk}, {one.pk: one for one in action.updates}
    while update.corrects is not None and update.corrects in by_pk:
        update = by_pk[update.corrects]
        chain.add(update.pk)
    own = [piece for piece in action.standing_evidence if piece.update in chain]
    shown = "; ".join(
        f"{piece.title}{f', {date_words(piece.dated_on)}' if piece.dated_on else ''}"
        for piece in own or action.standing_evidence
    )
    if not shown:
        return "No evidence is attached."
    return f"Evidence: {sentence(shown)}" if own else f"Evidence of the action: {sentence(shown)}"


def _concerned(telling: Telling, decision: DecisionAt) -> str:
    """Which actions of the plan a decision concerns; empty where it names none of them."""
    names = [f"{one.reference} {one.title}" for one in telling.plan.actions if one.pk in decision.actions]
    return sentence(f"It concerns {get_text_list(names, 'and')}") if names else ""


def _by_status(counts: Tally, statuses: Iterable[Status]) -> str:
    """ "15 on track, of which 4 carried over; 6 at risk"; empty where there are none."""
    parts = []
    for status in statuses:
        if number := counts.by_status[status]:
            carried = counts.carried_over[status]
            over = f", of which {carried} carried over" if carried else ""
            parts.append(f"{number} {status.label.lower()}{over}")
    return "; ".join(parts)


def _say(text: str) -> Written:
    return Written(plain(text))


def _actions(found: list[ActionAt]) -> str:
    own = sum(not action.is_sub_action for action in found)
    below = len(found) - own
    both = [counted(own, "action") if own else "", counted(below, "sub-action") if below else ""]
    return " and ".join(filter(None, both))


SAYS: dict[str, Callable[[Telling], Iterator[Said]]] = {
    SectionKind.PROGRESS: progress,
    SectionKind.DIFFERENCE_MADE: difference_made,
    SectionKind.EXCEPTIONS: exceptions_section,
    SectionKind.COMPLETED: completed,
    SectionKind.ASKS: asks,
    SectionKind.DECISIONS: decisions,
    SectionKind.RISK: risk,
    SectionKind.CONSULTATION: consultation,
    SectionKind.APPENDIX: appendix,
}
