"""What a form refuses is said without a full stop, in the project's words; what a page says was done ends with one."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.core import validators
from django.test import Client
from django.urls import get_resolver

from accounts import forms as sign_in
from accounts.forms import ChangePasswordForm
from design.forms import PortalForm, PortalFormMixin
from design.wording import EMAIL, LINK, say_what_to_do

OF_DJANGO = ("django.", "allauth.")


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def forms_of_the_project() -> list[type[PortalFormMixin]]:
    """Every form class that some page uses: to read the addresses is to import the pages."""
    assert get_resolver().url_patterns
    own = {
        form
        for form in subclasses(PortalFormMixin)
        if issubclass(form, forms.Form) and not form.__module__.startswith("tests")
    }
    assert {sign_in.SignInForm, ChangePasswordForm} < own
    assert len(own) > 10
    return sorted(own, key=lambda form: (form.__module__, form.__name__))


def speaks_django(field: forms.Field) -> list[str]:
    """What a field would say in Django's words, or say as Django ends its sentences."""
    defaults = {
        str(message)
        for kind in subclasses(forms.Field)
        if kind.__module__.startswith("django.")
        for message in kind.default_error_messages.values()
    }
    said = [f"{code}: {m}" for code, m in field.error_messages.items() if str(m) in defaults or str(m).endswith(".")]
    silent = [
        type(validator).__name__
        for validator in field.validators
        if type(validator).__module__.startswith(OF_DJANGO) and validator.code not in field.error_messages
    ]
    return said + silent


def test_no_field_of_a_form_speaks_django() -> None:
    found = []
    for kind in forms_of_the_project():
        form = kind.__new__(kind)
        # Whatever else a form asks for when it is made, its fields get their words here.
        PortalFormMixin.__init__(form)
        found += [
            f"{kind.__name__}.{name}: {what}" for name, field in form.fields.items() for what in speaks_django(field)
        ]
    assert found == []


PLAIN = [
    forms.CharField(max_length=3, min_length=2), forms.EmailField(max_length=9), forms.URLField(assume_scheme="https"),
    forms.IntegerField(min_value=1, max_value=3), forms.ChoiceField(choices=[("a", "A")]),
    forms.MultipleChoiceField(choices=[("a", "A")]), forms.BooleanField(), forms.DateField(), forms.UUIDField(),
    forms.DateTimeField(), forms.FileField(), forms.JSONField(), forms.FloatField(),
]  # fmt: skip


@pytest.mark.parametrize("field", PLAIN, ids=lambda field: type(field).__name__)
def test_a_plain_field_is_given_words(field: forms.Field) -> None:
    spoken_to = copy.deepcopy(field)
    assert speaks_django(spoken_to) != []
    say_what_to_do(spoken_to, "How many % (optional)")
    assert speaks_django(spoken_to) == []


class PlainForm(PortalForm):
    link = forms.URLField(label="Link (optional)", max_length=30, assume_scheme="https", required=False)
    again = forms.URLField(assume_scheme="https", validators=[validators.URLValidator(schemes=["https"])])
    kind = forms.ChoiceField(choices=[("a", "A")])
    many = forms.IntegerField(label="How many % of it", max_value=9)
    own = forms.CharField(error_messages={"required": "Say who"})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("link", "https://example.org/" + "a" * 20, "Link must be 30 characters or fewer"),
        ("link", "nonsense", LINK),
        ("link", "https://a.example/\0", LINK),
        ("again", "nonsense", LINK),
        ("kind", "zzz", "Select one of these options"),
        ("many", "x", "How many % of it must be a whole number"),
        ("many", "10", "How many % of it must be 9 or less"),
        ("own", "", "Say who"),
        ("own", "a\0", "Own contains a character that cannot be shown: delete it and type it again"),
    ],
)
def test_each_fault_is_said_once(name: str, value: str, message: str) -> None:
    assert PlainForm({name: value}).errors[name] == [message]


@pytest.mark.django_db
def test_sign_in_says_one_thing_of_a_wrong_address() -> None:
    page = Client().post("/sign-in/", {"login": "a\0@b", "password": "x"})
    assert page.context["form"].errors["login"] == [EMAIL]


def said_after_a_change(tree: ast.AST) -> Iterator[ast.expr]:
    """What a module hands to Django's messages, or to a form page to be said on the next one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = ast.unparse(node.func)
            if function in {"messages.success", "messages.info", "messages.warning"}:
                yield node.args[1]
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "message")
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
            yield node.value


def text_of(node: ast.expr) -> str | None:
    """The text of a literal, with "…" for what is put into it; None for anything else."""
    if isinstance(node, ast.Lambda):
        return text_of(node.body)
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def test_what_was_done_is_said_in_whole_sentences() -> None:
    """ "Saved" alone does not say what was saved."""
    views = [path for app in ("accounts", "actions", "priorities") for path in Path(app).rglob("*views*/*.py")]
    views += Path("accounts").glob("*views.py")
    said = [
        text for path in views for node in said_after_a_change(ast.parse(path.read_text())) if (text := text_of(node))
    ]
    assert len(said) > 25
    assert [text for text in said if not text.endswith(".") or " " not in text] == []
