"""Records as they were at a moment, from their history."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from audit.models import AuditedModel


def rows_at(model: type[AuditedModel], moment: datetime.datetime, **within: Any) -> QuerySet:
    """Of each record that stood at the moment, its newest history row, in the order of their ids; one query.

    `within` narrows what is looked at: ask there only of fields that never change, or a record could be found as it
    was before it left. A link that was taken away did not stand.
    """
    known = model.history.order_by().filter(history_date__lte=moment, **within)
    newest = known.values("id").annotate(newest=Max("history_id")).values("newest")
    return model.history.filter(history_id__in=newest).exclude(history_type="-").order_by("id")


def rows_of(records: QuerySet, moment: datetime.datetime) -> QuerySet:
    """As `rows_at`, of some records that are not links, and so never deleted: a page that knows them reads no other
    rows, however long the history is. Of the records it asks their ids alone; one query.
    """
    model: Any = records.model
    so_far = model.history.filter(id=OuterRef("pk"), history_date__lte=moment)
    last = so_far.order_by("-history_date", "-history_id").values("history_id")[:1]
    # PostgreSQL takes an aggregate to have few values and looks up each; else it would read the whole table.
    newest = records.order_by().values("pk").annotate(newest=Max(Subquery(last))).values("newest")
    return model.history.filter(history_id__in=newest).exclude(history_type="-").order_by("id")


def added_at(model: type[AuditedModel]) -> Subquery:
    """For rows of `rows_at`: when the record was made."""
    first = model.history.order_by().filter(id=OuterRef("id"), history_type="+")
    return Subquery(first.values("history_date")[:1])


def listed(ids: Iterable[int]) -> RawSQL:
    """Ids as one parameter, to stand inside a query: thousands of parameters, each time that they are asked for, are
    more than a database takes.
    """
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
