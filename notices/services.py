"""A person's own choice of mails; kept in no history."""

from accounts.models import User
from notices.models import NoticeChoice


def choose_notices(*, by: User, only_due: bool) -> NoticeChoice:
    """From now on the person is told no more than what is due, or everything again."""
    choice, _ = NoticeChoice.objects.update_or_create(user=by, defaults={"only_due": only_due})
    return choice
