"""What somebody is to do because a meeting said so."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.fields import PersonField
from accounts.models import User
from actions.forms.support import reason_field
from actions.models import Action
from design.fields import DateField, TextField, date_words
from design.forms import RevisionForm
from design.layout import Group
from design.soft_questions import AsksFirst, Question
from governance.forms.decisions import add_rows, refuse_twice
from governance.models import AgendaItem, Meeting
from governance.services.meeting_actions import CANNOT_SEE, may_be_given
from send_portal import clock


class MeetingActionForm(AsksFirst):
    """What is to be done, by whom and until when."""

    text = TextField(
        label="What is to be done?", subject="what is to be done", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    assigned_to = PersonField(
        label="Who is to do it?", nobody="Choose a person", error_messages={"required": "Choose who is to do it"}
    )
    due_on = DateField(label="Due (optional)", subject="the day on which it is due", required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, item: AgendaItem | None, people: Iterable[User],
        actions: Iterable[Action], rows: int = 0, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.meeting, self.item = meeting, item
        self.fields["assigned_to"].offer(people)
        self.rows = add_rows(self, actions, rows)
        concerns = Group("Actions of the plan that it concerns", *(f"action_{row}" for row in self.rows))
        self.layout = ("text", "assigned_to", "due_on", concerns, *(["reason"] if "reason" in self.fields else []))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        person = values.get("assigned_to")
        if person is not None and not may_be_given(self.item, person):
            self.add_error("assigned_to", CANNOT_SEE)
        refuse_twice(self, self.rows)
        return values

    def what_to_ask(self) -> list[Question]:
        """As `AsksFirst`, and whether it is due before it is asked for."""
        told = "It is due on {}, and the meeting that asks for it is on {}. Is that right?"
        return [*super().what_to_ask(), *before_meeting(self, "due_on", self.meeting, told)]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("action_")}
        chosen = (self.cleaned_data[f"action_{row}"] for row in self.rows)
        return said | {"actions": [action for action in chosen if action is not None]}


class ChangeMeetingActionForm(MeetingActionForm, RevisionForm):
    """The same, put right."""

    reason = reason_field("Why are you changing it?", "why you are changing it")


class DoneForm(AsksFirst, RevisionForm):
    """That a meeting action is done, or how far it is."""

    done_on = DateField(
        label="Done on (optional)", subject="the day on which it was done", required=False, not_after=clock.today,
        help_text="Leave it empty while it is still to be done.",
    )  # fmt: skip
    note = TextField(
        label="Note (optional)", subject="the note", required=False, max_length=1000,
        help_text="What was done, or how far it is.", widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def what_to_ask(self) -> list[Question]:
        """As `AsksFirst`, and whether it was done before it was asked for."""
        told = "It was done on {}, and the meeting that asked for it is of {}. Is that right?"
        return [*super().what_to_ask(), *before_meeting(self, "done_on", self.meeting, told)]


def before_meeting(form: forms.Form, name: str, meeting: Meeting, told: str) -> list[Question]:
    """The question about a day of a meeting action that is before its meeting, in which `told` takes both; or none."""
    day, date = form.cleaned_data.get(name), meeting.date
    if day is None or date is None or day >= date.first_day:
        return []
    return [Question(f"{name}-before-meeting-{day}", told.format(date_words(day), date), (name,))]
