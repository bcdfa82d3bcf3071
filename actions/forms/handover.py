"""The form that hands over what somebody who has left still holds."""

from typing import Any

from django import forms

from accounts.fields import PersonField, choosable_people
from actions.handover import Held
from design.fields import CheckboxesField, TextField
from design.soft_questions import AsksFirst


class HandoverForm(AsksFirst):
    """Which parts go to whom, and what the new person needs to know."""

    parts = CheckboxesField(label="What are you handing over?", subject="what you are handing over")
    to = PersonField(
        label="Who are you handing it to?", nobody="Choose somebody", error_messages={"required": "Choose somebody"}
    )
    reason = TextField(
        label="Handover note", subject="the handover note", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say how things are going, what was promised and who to ask. The new lead will see it at the top "
        "of their update form, and everybody can read it in the history.",
    )  # fmt: skip

    def __init__(self, *args: Any, held: list[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].offer((part.code, part.words) for part in held)
        self.fields["to"].offer(choosable_people())

    def clean_parts(self) -> list[str]:
        return list(self.cleaned_data["parts"])
