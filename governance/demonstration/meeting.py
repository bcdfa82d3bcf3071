"""A meeting of the story: its agenda, who came, and what its minutes tell."""

import datetime
from typing import Any

from actions.models import Action
from governance.demonstration.partnership import Partnership
from governance.models import AgendaItem, Decision, Meeting
from governance.services.agendas import add_item
from governance.services.attendance import Took, record_attendance
from governance.services.decisions import record_decision
from governance.services.meeting_actions import add_meeting_action, report_meeting_action
from governance.services.minutes import agree_minutes, write_summary
from governance.services.minuting import declare, write_minutes
from governance.services.ratifying import ratify
from priorities.models import ActionPlan


class Told:
    """A meeting as the story tells it (`told`, an entry of meetings.yaml), of actions of `plan`."""

    def __init__(self, partnership: Partnership, plan: ActionPlan, told: dict[str, Any]) -> None:
        self.partnership, self.plan, self.told = partnership, plan, told
        self.by = partnership.coordinator

    @property
    def meeting(self) -> Meeting:
        return self.partnership.meeting(self.told["cycle"])

    def _actions(self, references: list[str]) -> list[Action]:
        return [Action.objects.get(plan=self.plan, reference=reference) for reference in references]

    def put_together(self, *, now: datetime.datetime) -> None:
        """The agenda."""
        for item in self.told.get("items", ()):
            add_item(
                meeting=self.meeting,
                by=self.by,
                now=now,
                title=item["title"],
                purpose=item.get("purpose", "note"),
                kind=item.get("kind", "other"),
                actions=self._actions(item.get("about", [])),
                lead_name=item.get("lead", ""),
                minutes_allowed=item.get("time"),
                is_exempt="exempt" in item,
                exempt_reason=item.get("exempt", ""),
            )

    def take_attendance(self, *, now: datetime.datetime) -> None:
        """Who was there; whoever sits on the body and is not named came in person."""
        people, meeting = self.partnership.people, self.meeting
        came = {
            one.user: Took("in_attendance" if one.role in ("minutes", "in_attendance") else "present")
            for one in meeting.body.memberships.on(meeting.date_on).select_related("user")
        }
        for state in ("remote", "apologies"):
            came |= {people[word]: Took(state) for word in self.told.get(state, ())}
        for word, member in self.told.get("deputies", {}).items():
            came[people[word]] = Took("deputy", people[member])
        record_attendance(meeting=meeting, by=self.by, now=now, took_part=came)

    def write_up(self, *, now: datetime.datetime) -> None:
        """Minutes, declarations, decisions and meeting actions, then the summary for families."""
        meeting = self.meeting
        for item, told in zip(meeting.items.order_by("position"), self.told["items"], strict=True):
            item.meeting = meeting
            self._write_item(item, told, now)
        if "ratify" in self.told:
            ratify(
                meeting=meeting,
                decisions=list(Decision.objects.to_ratify(meeting.body).exclude(meeting=meeting)),
                by=self.by,
                now=now,
            )
        if "summary" in self.told:
            write_summary(meeting=self.meeting, by=self.by, now=now, families_summary=self.told["summary"].strip())

    def _write_item(self, item: AgendaItem, told: dict[str, Any], now: datetime.datetime) -> None:
        if "minutes" in told:
            write_minutes(item=item, by=self.by, now=now, minutes=told["minutes"].strip())
        if told.get("none_declared"):
            declare(item=item, by=self.by, now=now, none_declared=True)
        for word, text in told.get("declared", {}).items():
            declare(item=item, by=self.by, now=now, user=self.partnership.people[word], text=text)
        for decided in told.get("decisions", ()):
            self._decide(item, decided["text"], now, decided.get("effects", {}))
        for number in told.get("agrees", ()):
            earlier = self.partnership.meeting(number)
            decision = self._decide(item, f"the minutes of {earlier.date} are a true record", now)
            agree_minutes(meeting=earlier, by=self.by, now=now, decision=decision)
        for asked in told.get("actions", ()):
            self._ask(item, asked, now)

    def _decide(
        self, item: AgendaItem, text: str, now: datetime.datetime, effects: dict[str, str] | None = None
    ) -> Decision:
        return record_decision(
            by=self.by,
            now=now,
            body=item.meeting.body,
            meeting=item.meeting,
            item=item,
            text=text,
            effects={self._actions([reference])[0]: effect for reference, effect in (effects or {}).items()},
        )

    def _ask(self, item: AgendaItem, asked: dict[str, Any], now: datetime.datetime) -> None:
        add_meeting_action(
            by=self.by,
            now=now,
            meeting=item.meeting,
            item=item,
            text=asked["text"],
            assigned_to=self.partnership.people[asked["to"]],
            due_on=asked["due"],
            actions=self._actions(asked.get("about", [])),
        )

    def report(self, asked: dict[str, Any], *, now: datetime.datetime) -> None:
        """What somebody was asked to do is done."""
        one = self.meeting.meeting_actions.get(text=asked["text"])
        report_meeting_action(
            meeting_action=one, by=self.by, now=now, done_on=asked["done"], note=asked.get("note", "")
        )
