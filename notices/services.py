"""A person's own choice of mails; kept in no history."""

from accounts.models import User
from notices.models import NoticeChoice


def choose(*, by: User, only_due: bool) -> NoticeChoice:
    """From now on the person is told no more than what is due, or everything again."""
    choice, _ = NoticeChoice.objects.update_or_create(user=by, defaults={"only_due": only_due})
    return choice


def wants_only_due(user: User) -> bool:
    """What the person has chosen; a query."""
    return NoticeChoice.objects.filter(user=user, only_due=True).exists()
