"""The demonstration in tests: the plan that it is loaded into, its people and what waits for them."""

from pathlib import Path

from accounts.models import User
from actions import rules
from actions.account import Account
from actions.models import Action
from actions.pages.my_actions import PlanTasks, my_tasks
from audit.models import append_only_models, audited_models
from tests.world import NOW, PLAN_FILE

TODAY = NOW.date()
SLUG = "demonstrated"


def copied_plan(folder: Path, slug: str) -> Path:
    """The plan's file under another slug."""
    copy = folder / "plan.yaml"
    copy.write_text(Path(PLAN_FILE).read_text(encoding="utf-8").replace('"2023-24"', f'"{slug}"', 1), encoding="utf-8")
    return copy


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def tasks_of(name: str) -> PlanTasks:
    return next(tasks for tasks in my_tasks(person(name), NOW) if tasks.plan.slug == SLUG)


def everything() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in [*audited_models(), *append_only_models()]}


def is_plain(action: Action) -> bool:
    """Any plain update raises neither a problem nor a question, whatever its status."""
    accounts = [
        Account(status="on_track", headline="The work goes on."),
        Account(status="not_started", headline="The work goes on."),
        Account(status="at_risk", headline="The work goes on.", reason="A", recovery="B", consequence="C"),
        Account(status="complete", headline="The work is done.", completed_on=TODAY),
    ]
    return not any(
        rules.problems(account, action, TODAY)
        or rules.questions(
            account,
            action,
            TODAY,
            milestones=action.milestones.open(),
            recent=action.recent_updates,
            sub_actions=action.sub_actions.all(),
            has_evidence=action.evidence.exists,
        )
        for account in accounts
    )
