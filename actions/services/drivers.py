"""What drives actions: an inspection's finding, an improvement notice, a strategy."""

import datetime

from accounts.services import By
from actions.models import Driver
from audit.recording import Refused, recording
from priorities.models import ActionPlan


def add_driver(*, plan: ActionPlan, by: By, now: datetime.datetime, kind: str, title: str, source: str = "") -> Driver:
    """A new driver of a plan. Raises Refused where the plan has it already."""
    with recording(by=by, now=now):
        _check_title(plan, kind, title)
        return Driver.objects.create(plan=plan, kind=kind, title=title, source=source)


def edit_driver(
    *,
    driver: Driver,
    by: By,
    now: datetime.datetime,
    kind: str,
    title: str,
    source: str = "",
    reason: str = "",
    revision: int | None = None,
) -> Driver:
    """Reword a driver, with the reason; a first source needs none. Raises Refused where the plan has this driver
    already, StaleRecord where `revision` is not the driver's any more."""
    with recording(by=by, now=now, reason=reason):
        driver = Driver.objects.locked(driver.pk)
        values = {"kind": kind, "title": title, "source": source}
        if all(getattr(driver, name) == value for name, value in values.items()):
            return driver
        driver.require_revision(revision)
        driver.set_values(values, reason=reason, why="Say why the driver changes.")
        _check_title(driver.plan, kind, title, driver.pk)
        driver.save()
    return driver


def _check_title(plan: ActionPlan, kind: str, title: str, own: int | None = None) -> None:
    if plan.drivers.filter(kind=kind, title__iexact=title).exclude(pk=own).exists():
        raise Refused("The plan already has this driver. Choose another title.")
