"""What a password must be, said as what to do."""

from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        return f"The password must be {self.min_length} characters or more"


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Not one that everybody tries first."""

    def get_error_message(self) -> str:
        return "Choose a password that is less common"


class UserAttributeSimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    """Not the person's own name or address."""

    def get_error_message(self) -> str:
        return "Choose a password that is less like your %(verbose_name)s"
