"""What the minutes of a meeting are made of, frozen: they are built from this and from nothing else."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class PersonFact:
    """Somebody as the body names people: by post, or by name and post."""

    name: str
    job_title: str
    organisation: str

    def told(self, names_people: bool) -> str:
        """ "SEND service manager, Stockton-on-Tees Borough Council"; the name before it where the body wants names."""
        return ", ".join(filter(None, (self.name if names_people else "", self.job_title, self.organisation)))


@dataclasses.dataclass(frozen=True)
class AttendanceFact:
    """How somebody took part. `part` is what they are on the body, empty for a guest."""

    person: PersonFact
    state: str
    part: str = ""
    deputy_for: PersonFact | None = None


@dataclasses.dataclass(frozen=True)
class DecisionFact:
    """A decision in the form of its body. `standing` is a sentence; one recorded by mistake has no text any more."""

    number: int
    text: str
    standing: str = ""
    is_withdrawn: bool = False


@dataclasses.dataclass(frozen=True)
class MeetingActionFact:
    """What somebody is to do, until when, in words; `is_exempt`: because of an exempt item."""

    text: str
    person: PersonFact
    due: str = ""
    asked_on: str = ""
    is_exempt: bool = False


@dataclasses.dataclass(frozen=True)
class DeclarationFact:
    """An interest that somebody declared."""

    person: PersonFact
    text: str


@dataclasses.dataclass(frozen=True)
class ItemFact:
    """An agenda item and what the minutes say of it. A hidden one has its number and nothing else."""

    number: int
    kind: str = ""
    title: str = ""
    purpose: str = ""
    minutes: str = ""
    is_exempt: bool = False
    is_hidden: bool = False
    has_no_declarations: bool = False
    declarations: tuple[DeclarationFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    actions: tuple[MeetingActionFact, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was written of it, decided or asked."""
        return not (self.is_hidden or self.minutes.strip() or self.decisions or self.actions)


@dataclasses.dataclass(frozen=True)
class MinutesFacts:
    """All that the minutes of one meeting say. `loose`: what was decided and asked outside an item, as an item without
    a number. `agreed_by` is empty until they are agreed; `notes` are pairs of day and text.
    """

    body: str
    date: str
    time: str = ""
    place: str = ""
    phase: str = ""
    quorum: str = ""
    classification: str = ""
    as_at: str = ""
    agreed_by: str = ""
    names_people: bool = False
    families_summary: str = ""
    attendance: tuple[AttendanceFact, ...] = ()
    items: tuple[ItemFact, ...] = ()
    loose: ItemFact = ItemFact(0)
    matters_arising: tuple[MeetingActionFact, ...] = ()
    next_meeting: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def has_exempt(self) -> bool:
        """Whether this reading shows something of an exempt item."""
        shown = any(item.is_exempt and not item.is_hidden for item in self.items)
        return shown or any(one.is_exempt for one in self.matters_arising)

    @property
    def unwritten(self) -> list[ItemFact]:
        """The items of which nothing is written yet."""
        return [item for item in self.items if item.says_nothing]
