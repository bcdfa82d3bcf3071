"""Sign-in forms in the portal's look and words."""

from allauth.account import forms as allauth
from django import forms

from design.forms import PortalFormMixin


class SignInForm(PortalFormMixin, allauth.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages = {
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        }
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages = {"required": "Enter your password"}


class ResetPasswordForm(PortalFormMixin, allauth.ResetPasswordForm):
    """Where the link for a new password goes."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].error_messages = {
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        }


def _label_new_password(form: forms.BaseForm) -> None:
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = "At least 12 characters. Three random words make a good one."
    form.fields["password1"].error_messages = {"required": "Enter a new password"}
    form.fields["password2"].label = "New password again"
    form.fields["password2"].error_messages = {"required": "Enter the new password again"}


class NewPasswordForm(PortalFormMixin, allauth.ResetPasswordKeyForm):
    """A new password, from the link in a mail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _label_new_password(self)


class ChangePasswordForm(PortalFormMixin, allauth.ChangePasswordForm):
    """A new password for somebody who is signed in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password now"
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].error_messages = {"required": "Enter your password"}
        _label_new_password(self)
