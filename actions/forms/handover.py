"""The form that hands over what somebody who has left still holds."""

from typing import Any

from django import forms

from accounts.fields import PersonField, choosable_people
from actions.handover import Held
from design.fields import CheckboxesField, TextField
from design.soft_questions import AsksFirst


class HandoverForm(AsksFirst):
    """Which parts go to whom, and what the new person needs to know."""

    parts = CheckboxesField(label="What do you hand over?", subject="what you hand over")
    to = PersonField(label="To whom?", nobody="Choose somebody", error_messages={"required": "Choose somebody"})
    reason = TextField(
        label="Handover note", subject="the handover note", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The new lead reads it on top of their update form, and everybody in the history: where things "
        "stand, what was promised, whom to ask.",
    )  # fmt: skip

    def __init__(self, *args: Any, held: list[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].offer((part.code, part.words) for part in held)
        self.fields["to"].offer(choosable_people())

    def clean_parts(self) -> list[str]:
        return list(self.cleaned_data["parts"])
