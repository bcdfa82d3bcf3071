"""What a plan as at a moment is made of: people, updates, dates, milestones, evidence, as they were.

A `pk` tells two things of one kind apart between two moments; it is nothing to print.
"""

import dataclasses
import datetime

from actions.models import ProgressUpdate
from actions.models.outcomes import outcome_line
from actions.models.progress import said_in, told_words
from priorities.partial_date import PartialDate


@dataclasses.dataclass(frozen=True, slots=True)
class OrganisationAt:
    """An organisation under the name that it had."""

    pk: int
    name: str
    short_name: str

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@dataclasses.dataclass(frozen=True, slots=True)
class PersonAt:
    """A person under the name, in the post and in the organisation that they had."""

    pk: int
    name: str
    job_title: str
    organisation: OrganisationAt
    is_active: bool

    @property
    def post(self) -> str:
        """How papers print a person: "SEND service manager, Stockton-on-Tees Borough Council"."""
        return ", ".join(filter(None, (self.job_title, self.organisation.label)))


@dataclasses.dataclass(frozen=True, slots=True)
class FigureAt:
    """The figure of an update: what it counts, what it was and is, and where it comes from."""

    what: str
    was: str
    was_on: datetime.date | None
    now: str
    now_on: datetime.date | None
    source: str


@dataclasses.dataclass(frozen=True, slots=True)
class UpdateAt:
    """A progress update with all that it says. Author and `on_behalf_of` are as they were when it was given.

    `corrects` is the update that it corrects; `is_corrected` says that another one has taken its place.
    `received_by`, `author_role` and `ask` are the codes of `ProgressUpdate`.
    """

    pk: int
    submitted_at: datetime.datetime
    author_role: str
    received_by: str
    printed_on: datetime.date | None
    status: str
    completed_on: datetime.date | None
    headline: str
    happened: str
    reason: str
    recovery: str
    consequence: str
    next_steps: str
    ask: str
    ask_text: str
    difference_made: str
    is_no_change: bool
    author: PersonAt
    on_behalf_of: PersonAt | None
    figure: FigureAt | None
    corrects: int | None
    is_corrected: bool

    @property
    def is_printed(self) -> bool:
        """Whether a source printed it, and nobody has given it in the portal."""
        return self.received_by == ProgressUpdate.ReceivedBy.IMPORT

    @property
    def told_words(self) -> str:
        """When its status was told: "as last reported on 3 July 2024", "as printed on 30 August 2023"."""
        return told_words(self.received_by, self.printed_on, self.submitted_at)

    @property
    def said(self) -> str:
        """Its headline, as far as somebody wrote one."""
        return said_in(self.received_by, self.headline, self.happened)

    @property
    def is_correction(self) -> bool:
        return self.corrects is not None

    @property
    def shows_difference(self) -> bool:
        """Whether it tells a difference made, or a figure."""
        return bool(self.difference_made or self.figure)


@dataclasses.dataclass(frozen=True, slots=True)
class DueDateChangeAt:
    """The agreed due date was set (`from_date` None), moved, or taken away (`to_date` None), by somebody in the post
    that they had then.
    """

    from_date: PartialDate | None
    to_date: PartialDate | None
    reason: str
    changed_at: datetime.datetime
    by: PersonAt | None = dataclasses.field(default=None, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalAt:
    """A due date that was proposed. `state`: open, agreed, declined or overtaken; `update`: with which it came."""

    pk: int
    to: PartialDate
    reason: str
    state: str
    proposed_at: datetime.datetime
    update: int | None
    decided_by: PersonAt | None
    decided_at: datetime.datetime | None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclasses.dataclass(frozen=True, slots=True)
class MilestoneAt:
    """A step on the way."""

    pk: int
    title: str
    due: PartialDate | None
    met_on: datetime.date | None
    is_dropped: bool
    dropped_reason: str

    @property
    def is_open(self) -> bool:
        """Neither met nor dropped."""
        return self.met_on is None and not self.is_dropped

    def is_missed(self, today: datetime.date) -> bool:
        """Open, and its date has passed."""
        return self.is_open and self.due is not None and self.due.on < today


@dataclasses.dataclass(frozen=True, slots=True)
class EvidenceAt:
    """A piece of evidence; withdrawn evidence stays, with the reason. `update`: with which it came; `changed_at` and
    `changed_by`: when, and by whom, it came to what it says.
    """

    pk: int
    title: str
    kind: str
    kind_words: str
    url: str
    dated_on: datetime.date | None
    added_at: datetime.datetime
    update: int | None
    is_withdrawn: bool
    withdrawn_reason: str
    changed_at: datetime.datetime | None = dataclasses.field(default=None, compare=False)
    changed_by: PersonAt | None = dataclasses.field(default=None, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class CoProductionAt:
    """What was done together with children, young people and families."""

    pk: int
    on_date: datetime.date
    who_took_part: str
    you_said: str
    we_did: str
    could_not_because: str
    recorded_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class NoUpdateAt:
    """It was recorded that a cycle (its id) had brought no update. `asked_by`: how it was asked for; may be empty."""

    cycle: int
    recorded_at: datetime.datetime
    asked_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class OutcomeAt:
    """How an action ended; `outcome` is a code of `ActionOutcome`. Another plan that was a draft then is not named.

    `asked_from`: where it is carried to a plan that was current, the meeting for which it is first asked for there.
    """

    outcome: str
    words: str
    reason: str
    asked_from: datetime.date | None = None

    @property
    def line(self) -> str:
        """The words with the reason, as a list shows them."""
        return outcome_line(self.words, self.outcome, self.reason)


@dataclasses.dataclass(frozen=True, slots=True)
class PartnerAt:
    """An organisation that an action names; `part`: lead or supporting."""

    organisation: OrganisationAt
    part: str


@dataclasses.dataclass(frozen=True, slots=True)
class JudgementAt:
    """What the senior responsible officer, as they were then, made of a priority."""

    status: str
    reason: str
    given_at: datetime.datetime
    by: PersonAt | None


@dataclasses.dataclass(frozen=True, slots=True)
class StatusLine:
    """A line of the status key: its word, and what it means in this plan."""

    status: str
    word: str
    meaning: str


@dataclasses.dataclass(frozen=True, slots=True)
class CycleAt:
    """An update cycle: the papers deadline and the meeting."""

    pk: int
    meeting_on: datetime.date
    papers_due_at: datetime.datetime

    def is_after_papers(self, moment: datetime.datetime) -> bool:
        """Whether an update at that moment comes after papers went out."""
        return moment > self.papers_due_at
