"""How the fields of a form stand together."""

from collections.abc import Collection

from crispy_forms.utils import render_field
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify


class Include:
    """A template between the fields of a form, with `form`: `Include("actions/partials/last_update.html")`."""

    def __init__(self, template_name: str, **variables: object):
        self.template_name, self.variables = template_name, variables

    def render(self, form, context, template_pack: str, **_kwargs) -> SafeString:
        """What crispy asks of an entry of a layout."""
        return render_to_string(self.template_name, context.flatten() | {"form": form} | self.variables)


class PrintedLine:
    """How a headline will stand in the board report, under the field that it is typed in."""

    def __init__(self, field: str, *, reference: str, title: str):
        self.field, self.reference, self.title = field, reference, title

    def render(self, form, context, template_pack: str, **_kwargs) -> SafeString:
        """What crispy asks of an entry of a layout."""
        field = form[self.field]
        variables = {
            "field_id": field.auto_id,
            "text": field.value(),
            "reference": self.reference,
            "title": self.title,
        }
        return render_to_string("components/printed_line.html", variables)


Piece = Include | PrintedLine


class Group:
    """Fields under one legend, with a hint for all of them: `Group("If it is at risk", "reason", "recovery")`."""

    def __init__(self, legend: str, *fields: str | Piece, hint: str = ""):
        self.legend, self.fields, self.hint = legend, fields, hint

    def without(self, dropped: Collection[str]) -> "Group | None":
        """The group without some fields; None when nothing is left of it."""
        left = [name for name in self.fields if name not in dropped]
        return Group(self.legend, *left, hint=self.hint) if left else None

    def render(self, form, context, template_pack: str, **_kwargs) -> SafeString:
        """What crispy asks of an entry of a layout."""
        fields = [(render_field(name, form, context, template_pack=template_pack),) for name in self.fields]
        return render_to_string(
            f"{template_pack}/layout/group.html",
            {
                "group": self,
                "id": slugify(f"group {form.prefix or ''} {self.legend}"),
                "fields": format_html_join("", "{}", fields),
            },
        )
