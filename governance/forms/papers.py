"""Forms of the papers of an agenda item."""

from typing import Any

from actions.forms.progress import link_field
from actions.forms.support import reason_field
from design.fields import LineField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.uploads import PDF, WORD, UploadField
from governance.services.papers import ONE_OF_BOTH

MOST_MEGABYTES = 10


class PaperForm(AsksFirst):
    """A paper: a link or a file."""

    title = LineField(label="Title", subject="the title", max_length=200)
    url = link_field("Link to the paper (optional)")
    file = UploadField(
        label="Or its file (optional)",
        subject="the paper",
        help_text=(
            "A PDF or a Word file (.docx) without scripts, macros or files within, 10 MB at most. Everybody who can "
            "see the item can download it."
        ),
        kinds=[PDF, WORD],
        most_megabytes=MOST_MEGABYTES,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values["url"]) == (values["file"] is not None):
            self.add_error("url", ONE_OF_BOTH)
        return values


class ReplacePaperForm(PaperForm, RevisionForm):
    """The next version of a paper."""

    reason = reason_field("What is different? (optional)", "what is different", required=False)


class WithdrawPaperForm(AsksFirst, RevisionForm):
    """That a paper no longer counts."""

    withdrawn_reason = reason_field("Why is it withdrawn?", "why it is withdrawn")
