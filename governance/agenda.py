"""What the portal suggests for the agenda of a meeting, in the order in which the partnership takes it."""

import dataclasses
from collections.abc import Iterator, Sequence

from actions.flags import day_words
from actions.models import ProgressUpdate, Question
from governance.models import AgendaItem, BoardReport, Commitment, Meeting
from governance.services.agendas import ask_purpose, ask_title, question_title
from priorities.models import Priority

Kind, Purpose = AgendaItem.Kind, AgendaItem.Purpose
LONGEST = 200
# An agenda may hold several of these.
MANY = {Kind.OTHER, Kind.ASK, Kind.QUESTION, Kind.REPORT, Kind.CARRIED}


@dataclasses.dataclass(frozen=True)
class Known:
    """What the portal knows that an agenda could take up."""

    last: Meeting | None = None
    is_last_agreed: bool = False
    open_meeting_actions: int = 0
    to_carry: Sequence[AgendaItem] = ()
    was_minuted: bool = False
    exceptions: Sequence[Priority] = ()
    asks: Sequence[ProgressUpdate] = ()
    questions: Sequence[Question] = ()
    reports: Sequence[BoardReport] = ()
    promises: Sequence[Commitment] = ()
    standing: Sequence[AgendaItem] = ()


@dataclasses.dataclass(frozen=True)
class Suggestion:
    """An item that could be on the agenda; `is_on` says whether there is something to discuss, `why` what."""

    key: str
    kind: str
    title: str
    purpose: str = Purpose.NOTE
    is_on: bool = True
    why: str = ""
    ask: ProgressUpdate | None = None
    question: Question | None = None
    report: BoardReport | None = None
    carries: AgendaItem | None = None
    priorities: Sequence[Priority] = ()


def suggested(known: Known) -> list[Suggestion]:
    """What is not on the agenda yet, in its order. Asks neither the database nor the clock."""
    kinds = {item.kind for item in known.standing} - MANY
    asks = {item.ask_id for item in known.standing if item.ask_id}
    questions = {item.question_id for item in known.standing if item.question_id}
    reports = {item.report_id for item in known.standing if item.report_id}
    carried = {item.carried_from_id for item in known.standing if item.carried_from_id}
    titles = {item.title for item in known.standing}
    return [
        one
        for one in _all(known)
        if one.kind not in kinds
        and (one.ask is None or one.ask.pk not in asks)
        and (one.question is None or one.question.pk not in questions)
        and (one.report is None or one.report.pk not in reports)
        and (one.carries is None or one.carries.pk not in carried)
        and (one.kind != Kind.REPORT or one.title not in titles)
    ]


def _all(known: Known) -> Iterator[Suggestion]:
    yield Suggestion("welcome", Kind.WELCOME, "Welcome and apologies")
    yield Suggestion("declarations", Kind.DECLARATIONS, "Declarations of interest")
    yield _minutes(known)
    yield _matters_arising(known)
    yield from (_carried(item, known) for item in known.to_carry)
    yield Suggestion(
        "families", Kind.FAMILIES, "What children, young people and parent carers tell us", Purpose.DISCUSS
    )
    yield Suggestion(
        "changes", Kind.CHANGES, "What changed since the last meeting, and exceptions by priority", Purpose.DISCUSS,
        why=", ".join(str(priority) for priority in known.exceptions), priorities=known.exceptions,
    )  # fmt: skip
    for ask in known.asks:
        yield Suggestion(f"ask-{ask.pk}", Kind.ASK, ask_title(ask), ask_purpose(ask), ask=ask)
    for question in known.questions:
        yield Suggestion(
            f"question-{question.pk}", Kind.QUESTION, question_title(question), Purpose.DISCUSS, is_on=False,
            why=f"Asked on {day_words(question.asked_at)}, and not answered yet", question=question,
        )  # fmt: skip
    for report in known.reports:
        yield Suggestion(
            f"report-{report.pk}", Kind.REPORT, _short(f"Report to the {report.body}, {report.date}"),
            Purpose.DISCUSS, report=report,
        )  # fmt: skip
    for promise in known.promises:
        title = _short(f"Due to the {promise.to_body}, {promise.due}: {promise.title}")
        yield Suggestion(f"promise-{promise.pk}", Kind.REPORT, title, Purpose.DISCUSS, why="Promised, and not met yet")
    yield Suggestion("risks", Kind.RISKS, "Risks", Purpose.DISCUSS)
    yield Suggestion("any-other", Kind.ANY_OTHER, "Any other business")
    yield Suggestion("next", Kind.NEXT, "Next meeting")


def _minutes(known: Known) -> Suggestion:
    if known.last is None:
        return Suggestion(
            "minutes", Kind.MINUTES, "Minutes of the last meeting", is_on=False, why="No meeting was held"
        )
    return Suggestion(
        "minutes", Kind.MINUTES, f"Minutes of the meeting of {known.last.date}", Purpose.DECIDE,
        is_on=not known.is_last_agreed, why="Agreed already" if known.is_last_agreed else "Not agreed yet",
    )  # fmt: skip


def _matters_arising(known: Known) -> Suggestion:
    number = known.open_meeting_actions
    why = f"{number or 'No'} open meeting action{'' if number == 1 else 's'}"
    return Suggestion("matters-arising", Kind.MATTERS_ARISING, "Matters arising", is_on=number > 0, why=why)


def _carried(item: AgendaItem, known: Known) -> Suggestion:
    return Suggestion(
        f"carry-{item.pk}", Kind.CARRIED, item.title, item.purpose, is_on=known.was_minuted, carries=item,
        why=f"Item {item.number} of the last meeting, of which its minutes say nothing",
    )  # fmt: skip


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
