"""Forms of drivers."""

from actions.forms.editing import text_field
from actions.models import Driver
from design.fields import LineField, RadioField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst


class DriverForm(AsksFirst):
    """Something outside the plan that some of its actions answer."""

    kind = RadioField(label="Kind", subject="the kind", choices=Driver.Kind.choices)
    title = LineField(label="Title", subject="the title", max_length=300)
    source = LineField(
        label="Where it comes from (optional)", subject="where it comes from", max_length=40, required=False,
        help_text="A date or a paragraph, such as March 2023, paragraph 12.",
    )  # fmt: skip


class EditDriverForm(RevisionForm, DriverForm):
    """A driver that is reworded, and why."""

    reason = text_field("Why are you changing it?", "why you are changing it", "Everybody can read it in the history.")
