"""Which period a bundle is for."""

from collections.abc import Iterable
from typing import Any

from design.fields import DateField, OneOfField
from design.forms import PortalForm
from governance.services.bundling import FUTURE, TURNED
from priorities.models import ActionPlan
from send_portal import clock


class BundleForm(PortalForm):
    """A plan and two days."""

    plan = OneOfField(label="Plan", nothing="Choose one")
    first = DateField(label="From", subject="the first day", help_text="For example, 1 9 2023.")
    last = DateField(label="To", subject="the last day", help_text="This day is included. Today at the latest.")

    def __init__(self, *args: Any, plans: Iterable[ActionPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].offer(plans)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if last is not None and last > clock.today():
            self.add_error("last", FUTURE)
        elif first is not None and last is not None and last < first:
            self.add_error("last", TURNED)
        return values
