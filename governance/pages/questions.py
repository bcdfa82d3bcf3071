"""Questions on actions with the agendas that take them up: on an action's page, in a list, in a file."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, QueryDict

from accounts.models import User
from actions.as_at.parts import PersonAt
from actions.as_at.people import People
from actions.asking import may_answer, may_ask, may_close
from actions.flags import counted
from actions.forms.filter import QuestionFilterForm
from actions.models import Action, ActionCoLead, Question
from actions.models.questions import QuestionQuerySet
from documents.cells import day_cell
from governance.models import AgendaItem, Meeting, hidden_items
from governance.services.agendas import OPEN_STATES
from priorities.models import ActionPlan
from send_portal import clock

A_PAGE = 30
# A meeting that was cancelled or moved takes nothing up.
TAKEN_UP_AT = (*OPEN_STATES, Meeting.State.HELD)
HEADINGS = (
    "Priority", "Reference", "Action", "Question", "State", "Asked on", "Asked by", "Organisation", "Answer",
    "Answered on", "Answered by", "Organisation of the answer", "On the agenda of", "Closed on", "Closed as",
    "Why it is closed",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question, the agenda items about it that one person may see, and what this person may do with it."""

    question: Question
    items: Sequence[AgendaItem]
    may_answer: bool
    may_close: bool

    @property
    def may_take_up(self) -> bool:
        """Whether it may be put on the next agenda: it is on none that is still to come."""
        return self.may_close and not any(item.meeting.status in OPEN_STATES for item in self.items)


@dataclasses.dataclass(frozen=True)
class OnAction:
    """The questions on an action, open ones first."""

    rows: Sequence[Asked]
    may_ask: bool


def questions_on(action: Action, user: User, items: Iterable[AgendaItem]) -> OnAction:
    """The questions on an action; `items` are the agenda items about it that the person may see. A query."""
    questions = list(action.questions.with_people().open_first())
    told = [item for item in items if item.meeting.status in TAKEN_UP_AT]
    for question in questions:
        question.action = action
    rows = [_asked(one, user, [item for item in told if item.question_id == one.pk]) for one in questions]
    return OnAction(rows, may_ask(user, action))


def _asked(question: Question, user: User, items: Sequence[AgendaItem]) -> Asked:
    action = question.action
    changes = not question.is_closed
    return Asked(question, items, changes and may_answer(user, action), changes and may_close(user, action))


class QuestionList:
    """The questions on a plan that an address asks for, open ones first. Raises UnknownFilter for a state that
    none has."""

    def __init__(self, plan: ActionPlan, user: User, parameters: QueryDict) -> None:
        self.plan, self.user, self.form = plan, user, QuestionFilterForm(parameters)
        if any(len(values) > 1 for _, values in parameters.lists()):
            raise Http404("An address says each thing once.")
        self.form.refuse_unknown()
        self.chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        found = Question.objects.filter(action__plan=plan)
        if "state" in self.chosen:
            found = found.in_state(self.chosen["state"])
        self.questions: QuestionQuerySet = found.open_first()

    @property
    def query(self) -> str:
        """The filter as an address holds it."""
        return urlencode(self.chosen)

    @property
    def paginator(self) -> Paginator:
        """A page at a time; four queries a page."""
        items = AgendaItem.objects.exclude(pk__in=hidden_items(self.user))
        co_leads = Prefetch("action__co_leads", ActionCoLead.objects.all())
        return Paginator(_with_items(self.questions.with_people(), items).prefetch_related(co_leads), A_PAGE)

    def rows(self, questions: Iterable[Any]) -> list[Asked]:
        """The rows of a page."""
        return [_asked(question, self.user, question.taken_up) for question in questions]

    def counted(self, number: int) -> str:
        """ "1 question", "3 open questions"."""
        return counted(number, " ".join([*self.chosen.values(), "question"]))

    def rows_of_file(self) -> Iterator[Sequence[str]]:
        """All of them as lines under HEADINGS, read piece by piece: posts and organisations, not persons, and no
        exempt item for anybody.
        """
        people = People(clock.now())
        found: Any = _with_items(self.questions, AgendaItem.objects.filter(is_exempt=False))
        for one in found.iterator(chunk_size=200):
            agendas = [f"{item.meeting}, item {item.number}" for item in one.taken_up]
            yield row_of_file(one, one.action.priority.number, one.action, people, agendas)


def row_of_file(one: Question, priority: int, action: Any, people: People, agendas: Iterable[str]) -> Sequence[str]:
    """A question as a line under HEADINGS. Who asked and who answered are told by the posts that they had then.

    `action` says its reference and title, `agendas` where the question was taken up.
    """
    return (
        str(priority), action.reference, action.title, one.text, one.state.label, _day(one.asked_at),
        *_post(people.person(one.asked_by_id, one.asked_at)), one.answer, _day(one.answered_at),
        *_post(people.person(one.answered_by_id, one.answered_at)), "; ".join(agendas), _day(one.closed_at),
        one.get_closed_as_display(), one.closed_reason,
    )  # fmt: skip


def _with_items(questions: QuestionQuerySet, items: Any) -> QuestionQuerySet:
    """The questions with their actions, and as `taken_up` those of the agenda items that take them up."""
    standing = items.standing().filter(meeting__status__in=TAKEN_UP_AT).select_related("meeting__body")
    taken_up = Prefetch("agenda_items", standing.order_by("-meeting__date_on", "-pk"), to_attr="taken_up")
    return questions.select_related("action__plan", "action__priority").prefetch_related(taken_up)


def _day(moment: Any) -> str:
    return day_cell(clock.london_date(moment)) if moment is not None else ""


def _post(person: PersonAt | None) -> tuple[str, str]:
    return ("", "") if person is None else (person.job_title, person.organisation.name)
