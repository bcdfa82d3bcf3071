"""Recording what was done together with children, young people and families."""

import dataclasses
import datetime

from accounts.models import User
from actions.access import part_words
from actions.models import Action, CoProduction
from actions.services.supporting import supported_action
from audit.recording import Refused, recording
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class CoProductionTold:
    """One piece of co-production as typed and cleaned."""

    on_date: datetime.date
    who_took_part: str
    you_said: str = ""
    we_did: str = ""
    could_not_because: str = ""


def record_co_production(*, action: Action, by: User, now: datetime.datetime, told: CoProductionTold) -> CoProduction:
    """A piece of co-production. What is recorded already, word for word, is given back and not recorded again.

    Raises Refused where it does not say who took part, says nothing else, or lies ahead; PermissionDenied where the
    person has no part in the action.
    """
    with recording(by=by, now=now, role=part_words(by, action)):
        action = supported_action(action, by)
        _check(told, now)
        values = dataclasses.asdict(told)
        same = CoProduction.objects.filter(action=action, **values).first()
        return same or CoProduction.objects.create(action=action, **values)


def change_co_production(
    *,
    co_production: CoProduction,
    by: User,
    now: datetime.datetime,
    told: CoProductionTold,
    reason: str,
    revision: int,
) -> CoProduction:
    """Put right or complete what is recorded. Raises as `record_co_production`; Refused without a reason (but where
    an empty field is filled); StaleRecord where `revision` is not its own any more.
    """
    with recording(by=by, now=now, reason=reason, role=part_words(by, co_production.action)):
        supported_action(co_production.action, by)
        co_production = CoProduction.objects.locked(co_production.pk, revision)
        _check(told, now)
        co_production.set_values(dataclasses.asdict(told), reason=reason, why="Say why you are changing this.")
        co_production.save()
    return co_production


def _check(told: CoProductionTold, now: datetime.datetime) -> None:
    if not told.who_took_part.strip():
        raise Refused("Say who took part.")
    if not (told.you_said or told.we_did or told.could_not_because):
        raise Refused("Say what they said, what you did, or what you could not do.")
    if told.on_date > clock.london_date(now):
        raise Refused("The date of co-production must be today or in the past.")
