"""Sign-in forms in the portal's look and words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.http import HttpRequest

from design.forms import PortalFormMixin


class SignInForm(PortalFormMixin, allauth.LoginForm):
    """E-mail address and password."""

    labels = {"login": "E-mail address"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Enter your password"


class ResetPasswordForm(PortalFormMixin, allauth.ResetPasswordForm):
    """Where the link for a new password goes."""

    labels = {"email": "E-mail address"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = "Enter your e-mail address"

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Nothing yet: the view calls `send` once its answer is out."""
        return str(self.cleaned_data["email"])

    def send(self, request: HttpRequest) -> None:
        """The mail with the link, where the address is known."""
        super().save(request)


class _NewPasswordMixin(PortalFormMixin):
    """A new password, typed twice."""

    labels = {"password1": "New password", "password2": "New password again"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = "At least 12 characters. Three random words make a good one."
        self.fields["password1"].error_messages["required"] = "Enter a new password"
        self.fields["password2"].error_messages["required"] = "Enter the new password again"

    def clean_password2(self) -> str:
        """The library compares the two as well, in words of its own; here it finds nothing more to say."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data["password2"]
        if first and first != second:
            raise forms.ValidationError("The passwords do not match. Enter the new password again")
        return str(second)


class NewPasswordForm(_NewPasswordMixin, allauth.ResetPasswordKeyForm):
    """A new password, from the link in a mail."""


class ChangePasswordForm(_NewPasswordMixin, allauth.ChangePasswordForm):
    """A new password for somebody who is signed in."""

    labels = {**_NewPasswordMixin.labels, "oldpassword": "Current password"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].error_messages["required"] = "Enter your current password"

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if values.get("password1") and values["password1"] == values.get("oldpassword"):
            self.add_error("password1", "Choose a password that is different from your current one")
        return values
