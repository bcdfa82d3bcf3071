"""People and organisations as they were: under the names and in the posts that they had."""

import bisect
import datetime
from collections import defaultdict
from typing import Any

from accounts.models import Organisation, User
from actions.as_at.parts import OrganisationAt, PersonAt
from audit.models import AuditedModel


class Past:
    """All states of some records, to be asked for one record at one moment."""

    def __init__(self, model: type[AuditedModel], until: datetime.datetime, *names: str) -> None:
        """One query. `names`: the fields that are asked for."""
        self.dates: dict[int, list[datetime.datetime]] = defaultdict(list)
        self.rows: dict[int, list[Any]] = defaultdict(list)
        known = model.history.filter(history_date__lte=until).order_by("history_id")
        for row in known.values_list("history_id", "history_date", "id", *names, named=True):
            self.dates[row.id].append(row.history_date)
            self.rows[row.id].append(row)

    def at(self, pk: int, moment: datetime.datetime) -> Any:
        """The record's row at the moment; its first one where two clocks differed by a little."""
        return self.rows[pk][max(0, bisect.bisect_right(self.dates[pk], moment) - 1)]


class People:
    """Everybody, as they were at any moment up to the one that it is made for; two queries."""

    def __init__(self, moment: datetime.datetime) -> None:
        self.moment = moment
        self._people = Past(User, moment, "name", "job_title", "organisation_id", "is_active")
        self._organisations = Past(Organisation, moment, "name", "short_name")
        self._made: dict[tuple[int, int], PersonAt] = {}

    def person(self, pk: int | None, moment: datetime.datetime | None = None) -> PersonAt | None:
        """Somebody as they were at that moment (left out: the one that all is made for); None for nobody."""
        return None if pk is None else self.known(pk, moment)

    def known(self, pk: int, moment: datetime.datetime | None = None) -> PersonAt:
        """Somebody who is named for certain, as `person`."""
        moment = moment or self.moment
        row = self._people.at(pk, moment)
        organisation = self._organisations.at(row.organisation_id, moment)
        made = (row.history_id, organisation.history_id)
        if made not in self._made:
            of = OrganisationAt(organisation.id, organisation.name, organisation.short_name)
            self._made[made] = PersonAt(pk, row.name, row.job_title, of, row.is_active)
        return self._made[made]

    def organisation(self, pk: int) -> OrganisationAt:
        """An organisation as it was at the moment."""
        row = self._organisations.at(pk, self.moment)
        return OrganisationAt(pk, row.name, row.short_name)
