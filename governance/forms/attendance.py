"""Who was at a meeting, in one form."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from accounts.fields import person_words
from accounts.models import User
from design.fields import OneOfField
from design.forms import StandingForm
from design.widgets import PlainSelect
from governance.models import Attendance
from governance.pages.attendance import NOT_RECORDED, Sitting
from governance.services.attendance import Took

State = Attendance.State
MEMBERS = (
    ("", NOT_RECORDED),
    (State.PRESENT, "Present"),
    (State.REMOTE, "Present, remotely"),
    (State.DEPUTY, "A deputy attended"),
    (State.APOLOGIES, "Sent apologies"),
    (State.ABSENT, "Absent"),
    (State.IN_ATTENDANCE, "In attendance"),
)
OTHERS = tuple((state, words) for state, words in MEMBERS if state != State.DEPUTY)
MORE = 3


@dataclasses.dataclass(frozen=True)
class Row:
    """A person's fields, as the page prints them."""

    sitting: Sitting
    fields: list[Any]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


class AttendanceForm(StandingForm):
    """A row for each member of the day and each person who is recorded, and a few for others in attendance.

    A row that was not sent, because somebody else has added the person meanwhile, says what stands.
    """

    def __init__(self, *args: Any, sittings: Sequence[Sitting], people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sittings, self.people = sittings, people
        for sitting in sittings:
            pk, name = sitting.user.pk, sitting.user.name
            can_send = bool(sitting.stand_ins)
            self.fields[f"took_{pk}"] = forms.ChoiceField(
                label="Took part", choices=MEMBERS if can_send else OTHERS, required=False, widget=PlainSelect,
                error_messages={"invalid_choice": f"Choose from the list how {name} took part"},
            )  # fmt: skip
            if can_send:
                self.fields[f"deputy_{pk}"] = _people_field("Who stood in (optional)", sitting.stand_ins)
        for number in range(1, MORE + 1):
            self.fields[f"other_{number}"] = _people_field(f"Person {number} (optional)", people)
        if self.is_bound:
            stands = {name: getattr(value, "pk", value) for name, value in initial_of(sittings).items()}
            sent = self.data.copy()
            sent.update({name: value for name, value in stands.items() if name not in sent})
            self.data = sent

    @property
    def rows(self) -> list[Row]:
        """The people of the form, each with their fields."""
        return [Row(one, list(self._fields_of(one))) for one in self.sittings]

    @property
    def others(self) -> list[Any]:
        """The fields for others in attendance."""
        return [self[f"other_{number}"] for number in range(1, MORE + 1)]

    def _fields_of(self, sitting: Sitting) -> Iterator[Any]:
        for name in (f"took_{sitting.user.pk}", f"deputy_{sitting.user.pk}"):
            if name in self.fields:
                yield self[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        used: dict[int, str] = {}
        for sitting in self.sittings:
            names = {f"took_{sitting.user.pk}", f"deputy_{sitting.user.pk}"}
            if names & set(self.errors):
                continue
            took, deputy = values.get(f"took_{sitting.user.pk}"), values.get(f"deputy_{sitting.user.pk}")
            if took == State.DEPUTY and deputy is None:
                self.add_error(f"deputy_{sitting.user.pk}", f"Choose who stood in for {sitting.user.name}")
            elif took != State.DEPUTY and deputy is not None:
                self.add_error(
                    f"took_{sitting.user.pk}",
                    f"Choose “A deputy attended” for {sitting.user.name}, or take {deputy.name} away",
                )
            elif deputy is not None:
                self._use(used, deputy, f"deputy_{sitting.user.pk}")
            elif took:
                self._use(used, sitting.user, f"took_{sitting.user.pk}")
        for number in range(1, MORE + 1):
            other = values.get(f"other_{number}")
            if other is not None:
                self._use(used, other, f"other_{number}")
        return values

    def _use(self, used: dict[int, str], person: User, field: str) -> None:
        """A person takes part once: the second time is an error, told where one can put it right."""
        if person.pk in used:
            # A member who stood in for another: their own row says nothing.
            at = field if not field.startswith("took_") else used[person.pk]
            self.add_error(at, f"{person.name} is recorded twice: leave one of the two empty")
        used[person.pk] = field

    @property
    def took_part(self) -> dict[User, Took]:
        """How each person took part."""
        values = self.cleaned_data
        people: dict[User, Took] = {}
        for sitting in self.sittings:
            took, pk = values[f"took_{sitting.user.pk}"], sitting.user.pk
            if took == State.DEPUTY:
                people[values[f"deputy_{pk}"]] = Took(State.DEPUTY, sitting.user)
            elif took:
                people[sitting.user] = Took(took)
        others = filter(None, (values[f"other_{number}"] for number in range(1, MORE + 1)))
        return people | {other: Took(State.IN_ATTENDANCE) for other in others}


def initial_of(sittings: Sequence[Sitting]) -> dict[str, Any]:
    """What stands, as the form opens with it."""
    initial: dict[str, Any] = {}
    for sitting in sittings:
        pk = sitting.user.pk
        if sitting.deputy is not None:
            initial |= {f"took_{pk}": State.DEPUTY, f"deputy_{pk}": sitting.deputy.user}
        elif sitting.took is not None and sitting.took.state != State.DEPUTY:
            initial[f"took_{pk}"] = sitting.took.state
    return initial


def _people_field(label: str, people: Sequence[User]) -> OneOfField:
    field = OneOfField(label=label, nothing="Nobody", words=person_words, widget=PlainSelect, required=False)
    field.offer(people)
    return field
