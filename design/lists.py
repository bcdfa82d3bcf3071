"""Forms over lists: the address holds the filter, and may hold one that the list does not have."""

from django.utils.text import get_text_list

from design.fields import lower_first
from design.forms import PortalForm
from send_portal.faults import UnknownFilter


class ListForm(PortalForm):
    """What may narrow a list; it is sent by GET."""

    label_size = ""

    def refuse_unknown(self, *told: str) -> None:
        """Raises UnknownFilter for a value that the list does not have; what is wrong in the fields `told` the page
        itself says.
        """
        wrong = [name for name in self.fields if name in self.errors and name not in told]
        if wrong:
            raise UnknownFilter(get_text_list([lower_first(str(self[name].label)) for name in wrong], "and"))
