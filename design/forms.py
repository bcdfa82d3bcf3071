"""Forms in the portal's look: `{% crispy form %}` prints them, `form.error_list` feeds the error summary."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict, pretty_name

from design.layout import Group, Piece
from design.widgets import Checkboxes, DatePartsWidget, Radios
from design.wording import say_what_to_do
from send_portal.kept_text import FORMS

OUT_OF_DATE = "This form was out of date. It has been refreshed and your text is kept: check it and submit it again"
# What an input of a kind is called in GOV.UK Frontend; the template of the field asks for the kind.
_CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "input": "govuk-input",
}
PAIR = re.compile(r"[0-9]{1,18}:[0-9]{1,9}")
_CHECKED_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class ErrorLink(NamedTuple):
    """A message of the error summary, and where it leads."""

    message: str
    href: str


class PortalBoundField(forms.BoundField):
    """A field of a form as the templates in templates/govuk/ need it."""

    form: "PortalFormMixin"

    @property
    def template_name(self) -> str:
        """So that `{{ form.headline.as_field_group }}` looks the same as crispy's rendering."""
        return "govuk/field.html"

    @property
    def kind(self) -> str:
        """Which markup the field needs."""
        widget = self.field.widget
        if isinstance(widget, DatePartsWidget):
            return "date"
        if isinstance(widget, _CHECKED_WIDGETS):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        if isinstance(widget, forms.Select):
            return "select"
        if isinstance(widget, forms.Textarea):
            return "textarea"
        if isinstance(widget, forms.FileInput):
            return "file"
        return "password" if isinstance(widget, forms.PasswordInput) else "input"

    @property
    def label_size(self) -> str:
        """How large the label or legend is: s, m or l, or none of them."""
        return self.form.label_sizes.get(self.name, self.form.label_size)

    @property
    def counted_to(self) -> int | None:
        """Up to how many characters are counted under the field."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def counted_to_words(self) -> str:
        """The limit as people write it: 1,500."""
        return f"{self.counted_to or 0:,}"

    @property
    def wrong_parts(self) -> tuple[int, ...]:
        """Of a date with an error, the parts that are wrong; all of them when nobody knows."""
        if self.kind != "date" or not self.errors:
            return ()
        errors = self.form.errors[self.name].as_data()
        named = {part for error in errors for part in (error.params or {}).get("parts", ())}
        return tuple(sorted(named)) or tuple(range(len(self.field.widget.parts)))

    @property
    def first_input_id(self) -> str:
        """The input that a link of the error summary leads to."""
        if self.kind == "date":
            return f"{self.auto_id}_{self.wrong_parts[0] if self.wrong_parts else 0}"
        return f"{self.auto_id}_0" if self.kind == "choices" else self.auto_id

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for the fieldset of a field with several inputs."""
        return self.aria_describedby or ""

    def build_widget_attrs(self, attrs, widget=None):
        """Django's attributes, with the classes of GOV.UK Frontend."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        kind = self.kind
        if kind in ("date", "choices"):
            # The inputs say it one by one where it is true of them.
            attrs.pop("aria-invalid", None)
            return attrs
        names = [_CLASSES[kind], widget.attrs.get("class", "")]
        if self.errors:
            names.append(f"{_CLASSES[kind].split()[0]}--error")
        if self.counted_to:
            names.append("govuk-js-character-count")
            attrs["aria-describedby"] = " ".join(
                filter(None, [f"{self.auto_id}-info", attrs.get("aria-describedby", "")])
            )
        attrs["class"] = " ".join(filter(None, names))
        return attrs

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        """The inputs alone."""
        own = widget or self.field.widget
        if isinstance(own, DatePartsWidget):
            own.wrong_parts = self.wrong_parts
        return super().as_widget(widget, attrs, only_initial)


class PortalFormMixin(forms.BaseForm):
    """The look and the error list, for a Form or a ModelForm (named before it among the bases).

    `layout` lists field names, design.layout.Group, Include and PrintedLine; without it the fields stand in their own
    order. A field that one form has dropped is left out. `label_sizes` makes some labels larger or smaller than
    `label_size`; `labels` are for fields of a library's form.
    """

    bound_field_class = PortalBoundField
    use_required_attribute = False
    layout: Sequence[str | Group | Piece] = ()
    base_fields: dict[str, forms.Field]
    label_size = "s"
    label_sizes: dict[str, str] = {}
    labels: dict[str, str] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        FORMS.append(cls)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(field)
            field.label = self.labels.get(name) or field.label
            say_what_to_do(field, str(field.label or pretty_name(name)))

    def add_error(self, field, error):
        """As Django's; a field says the same once, however many of its validators found it."""
        super().add_error(field, error)
        for errors in self._errors.values():
            errors.data = list({one.messages[0]: one for one in errors.data}.values())

    @property
    def helper(self) -> FormHelper:
        """What crispy asks: fields only, because the page writes the form element and the token."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        helper.render_unmentioned_fields = True
        helper.layout = Layout(*self._layout())
        return helper

    def _layout(self) -> Iterator[str | Group | Piece]:
        dropped = set(self.base_fields) - set(self.fields)
        for entry in self.layout or [field.name for field in self.visible_fields()]:
            if isinstance(entry, Group):
                if group := entry.without(dropped):
                    yield group
            elif entry not in dropped:
                yield entry

    def _names_in_order(self) -> list[str]:
        names: list[str | Piece] = []
        for entry in self._layout():
            names += entry.fields if isinstance(entry, Group) else [entry]
        return list(dict.fromkeys(name for name in [*names, *self.fields] if isinstance(name, str)))

    @property
    def error_list(self) -> list[ErrorLink]:
        """Every error in the order of the page, each with the input that puts it right."""
        if not self.errors:
            return []
        visible = [field for name in self._names_in_order() if not (field := self._bound(name)).is_hidden]
        first = f"#{visible[0].first_input_id}" if visible else "#main-content"
        hidden = [message for field in self.hidden_fields() for message in field.errors]
        links = [ErrorLink(str(message), first) for message in [*self.non_field_errors(), *hidden]]
        for field in visible:
            links += [ErrorLink(str(message), f"#{field.first_input_id}") for message in field.errors]
        return links

    def _bound(self, name: str) -> PortalBoundField:
        return cast(PortalBoundField, self[name])


class PortalForm(PortalFormMixin, forms.Form):
    """A form in the portal's look.

    What its page says of it where it comes back is said of somebody's text; a form that holds none says it otherwise.
    """

    carried_words = "You were signed out. Your text is as you left it, but it has not been saved yet."
    changed_words = (
        "This changed while you were writing. Check what changed below. To replace it with your text, save again"
    )
    if_meant_words = "If that is what you mean, save again. If not, copy your text and go back"

    @classmethod
    def refilled(cls, data: Any, **kwargs: Any) -> Self:
        """The form with fields as typed before, unchecked and unsaved."""
        form = cls(data, **kwargs)
        form._errors, form.cleaned_data = ErrorDict(), {}
        return form


class TokensForm(PortalForm):
    """A form with hidden fields that no person types: `tokens` names them."""

    tokens: tuple[str, ...] = ()

    @property
    def has_broken_tokens(self) -> bool:
        """Whether a field is wrong that no person typed."""
        return any(name in self.errors for name in self.tokens)

    def renewed(self, tokens: Mapping[str, Any]) -> Self:
        """The same form with good tokens in place of broken ones, which nobody could put right."""
        broken = [name for name in self.tokens if name in self.errors]
        if broken:
            self.replace_tokens({name: tokens.get(name, "") for name in broken})
            for name in broken:
                del self._errors[name]
            self.add_error(None, OUT_OF_DATE)
        return self

    def replace_tokens(self, tokens: Mapping[str, Any]) -> None:
        """Put these values into the form as it will be shown again."""
        self.data = self.data.copy()
        self.data.update({self.add_prefix(name): str(value) for name, value in tokens.items()})


class RevisionForm(TokensForm):
    """A form that changes one record and knows at which revision of it somebody opened it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    tokens = ("revision",)


class RevisionsField(forms.CharField):
    """The revisions of several records by their ids, as a page sent them: "12:1 13:4". All else is passed over."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[int, int]:
        words = super().clean(value).split()
        pairs = [word.split(":") for word in words if PAIR.fullmatch(word)]
        return {int(pk): int(revision) for pk, revision in pairs}


class StandingForm(TokensForm):
    """A form that changes several records together and knows which stood, at which revision, when it was opened."""

    # More than any page shows, and as many as a database looks up at once.
    standing = RevisionsField(required=False, max_length=100_000)

    tokens = ("standing",)

    def catch_up(self, standing: Any) -> None:
        """Bring the form to the records as they stand now (audit.standing.Standing), what was typed kept."""
        self.replace_tokens({"standing": standing.token})


def _dress(field: forms.Field) -> None:
    """Give widgets of others the portal's markup, so that a ModelForm or a form of a library needs none of ours."""
    widget = field.widget
    # A placeholder is gone as soon as one types, and pale before that.
    widget.attrs.pop("placeholder", None)
    if type(widget) is forms.RadioSelect:
        field.widget = _replaced(Radios(attrs=widget.attrs), field)
    elif type(widget) is forms.CheckboxSelectMultiple:
        field.widget = _replaced(Checkboxes(attrs=widget.attrs), field)


def _replaced(widget: Radios | Checkboxes, field: forms.Field) -> Radios | Checkboxes:
    widget.choices = field.widget.choices
    widget.is_required = field.widget.is_required
    return widget
