"""The forms that ask for a plan as at a day. They are sent by GET and lead to the address that names the day."""

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.http import QueryDict

from actions.as_at.moments import DAY, Choice
from design.fields import DateField
from design.forms import PortalForm
from design.widgets import PlainSelect

# What the address calls the two moments, and the form.
ENDS = (("from", "since"), ("to", "until"))


class AsAtForm(PortalForm):
    """A day in three inputs."""

    at = DateField(label="Day", subject="the day", required=False, help_text="For example, 28 6 2023")


class CompareForm(PortalForm):
    """Two moments, each a day or one that has a name. The later one may be left out: it is today then."""

    since = DateField(label="First day", subject="the first day", required=False, help_text="For example, 28 6 2023")
    since_named = forms.ChoiceField(label="Or when a meeting began", required=False, widget=PlainSelect)
    until = DateField(
        label="Second day", subject="the second day", required=False, help_text="Leave it empty to compare with today"
    )
    until_named = forms.ChoiceField(label="Or when a meeting began", required=False, widget=PlainSelect)

    def __init__(self, data: Any, offered: Sequence[Choice]) -> None:
        super().__init__(data)
        for name in ("since_named", "until_named"):
            if offered:
                self.fields[name].choices = [("", "No meeting"), *offered]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """One moment to begin with, and one at most for each end."""
        found = super().clean() or {}
        if not self.errors and not (found.get("since") or found.get("since_named")):
            self.add_error("since", "Enter the first day" + (" or choose a meeting" if self.has_meetings else ""))
        for name in ("since", "until"):
            if found.get(name) and found.get(f"{name}_named"):
                self.add_error(name, "Enter a day or choose a meeting, not both")
        return found

    @classmethod
    def refused(cls, address: QueryDict, offered: Sequence[Choice], field: str, message: str) -> Self:
        """The form as somebody would have filled it in who came to this address, and why nothing is shown there."""
        meetings = {choice.value for choice in offered}
        typed: dict[str, str] = {}
        for end, name in ENDS:
            asked = address.get(end, "")
            if DAY.fullmatch(asked):
                typed |= {f"{name}_{part}": said for part, said in enumerate(reversed(asked.split("-")))}
            elif asked in meetings:
                typed[f"{name}_named"] = asked
        form = cls.refilled(typed, offered=offered)
        form.add_error(field, message)
        return form

    @property
    def has_meetings(self) -> bool:
        return "since_named" in self.fields

    @property
    def address(self) -> dict[str, str]:
        """What the address holds, once the form is valid."""
        said = self.cleaned_data
        ends = {
            end: said.get(f"{name}_named") or (said[name].isoformat() if said.get(name) else "") for end, name in ENDS
        }
        return {end: value for end, value in ends.items() if value}
