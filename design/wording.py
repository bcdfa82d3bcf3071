"""What a field says when it refuses: what to do, in place of Django's own sentences."""

from django import forms

from design.fields import UNPRINTABLE, lower_first, sentence

EMAIL = "Enter an e-mail address like name@example.org"
LINK = "Enter a link like https://www.example.org"
OTHER = "Check what you entered here"


def say_what_to_do(field: forms.Field, label: str) -> None:
    """Give the field a message for every code that still has Django's, or none of its own."""
    unchanged: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        unchanged |= getattr(kind, "default_error_messages", {})
    subject = label.removesuffix(" (optional)")
    for code, message in (dict.fromkeys(unchanged, OTHER) | _messages(field, subject)).items():
        if field.error_messages.get(code) == unchanged.get(code):
            field.error_messages[code] = message


def _messages(field: forms.Field, subject: str) -> dict[str, str]:
    name = sentence(subject)
    # Django puts a value into these with %.
    limited = f"{name.replace('%', '%%')} must be"
    messages = {
        "required": _required(field, subject),
        "max_length": f"{limited} %(limit_value)d characters or fewer",
        "min_length": f"{limited} %(limit_value)d characters or more",
        "max_value": f"{limited} %(limit_value)s or less",
        "min_value": f"{limited} %(limit_value)s or more",
        "null_characters_not_allowed": UNPRINTABLE.format(name),
    }
    if isinstance(field, forms.EmailField):
        return messages | {"invalid": EMAIL, "null_characters_not_allowed": EMAIL}
    if isinstance(field, forms.URLField):
        return messages | {"invalid": LINK, "null_characters_not_allowed": LINK}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return messages | dict.fromkeys(
            ("invalid_choice", "invalid_list", "invalid_pk_value"), "Select one of these options"
        )
    if type(field) is forms.IntegerField:
        return messages | {"invalid": f"{name} must be a whole number"}
    return messages


def _required(field: forms.Field, subject: str) -> str:
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Select “{subject}”"
    verb = "Select" if isinstance(field.widget, forms.widgets.ChoiceWidget) else "Enter"
    return f"{verb} {lower_first(subject)}"
