"""The form of an update inside the desk, for the line of one action."""

import dataclasses
from typing import Any, ClassVar

from django.utils.functional import cached_property

from actions.forms.progress import ProgressForm
from actions.pages.progress import ProgressPage
from notices.desk.forms import EnteredForm
from notices.desk.lines import anchor_of
from notices.desk.page import Desk


@dataclasses.dataclass
class EnteringPage(ProgressPage):
    """As the page of an update, and all around it the desk. One goes on at the next line."""

    desk: Desk

    form_class: ClassVar[type[ProgressForm]] = EnteredForm
    template: ClassVar[str] = "notices/desk.html"
    names_action: ClassVar[bool] = True
    opens_from_draft: ClassVar[bool] = False

    @property
    def address(self) -> str:
        return self.desk.address_of("enter-update", self.action.key, anchor=anchor_of(self.action))

    @property
    def back_to(self) -> str:
        return self.desk.address_of("desk", anchor=anchor_of(self.action))

    @cached_property
    def goes_on_at(self) -> str:
        return Desk(self.desk.plan, self.desk.parameters, self.now, is_nearest=True).after(self.action.key)

    @property
    def context(self) -> dict[str, Any]:
        return desk_context(self.desk, opened=self.action, opens="enter") | {"action": self.action}


def desk_context(desk: Desk, **opened: Any) -> dict[str, Any]:
    """What the template of the desk shows; `opened`: the action whose line is open, and `opens`: for what."""
    action = opened.get("opened")
    is_listed = action is not None and any(line.action.pk == action.pk for line in desk.lines)
    return {
        "section": "desk",
        "plan": desk.plan,
        "desk": desk,
        "is_apart": action is not None and not is_listed,
    } | opened
