"""What a person wants to be told."""

from design.fields import RadioField
from design.forms import PortalForm

EVERYTHING, ONLY_DUE = "everything", "only-due"


class ChoiceForm(PortalForm):
    """Everything, or no more than what is due."""

    what = RadioField(
        label="What should the portal send you?",
        subject="what the portal should send you",
        choices=[(EVERYTHING, "Everything"), (ONLY_DUE, "Only what is due")],
    )
