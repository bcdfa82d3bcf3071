"""What stands beside the update form, before and after it."""

import dataclasses
import datetime
import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse

from accounts.carried import writer_token
from accounts.models import User
from actions import access, panels, rules
from actions.flags import counted
from actions.forms.progress import ProgressForm, new_submission
from actions.handover import HandedOver, handed_over
from actions.models import Action, DueDateProposal, Evidence, Milestone, ProgressDraft, ProgressUpdate, Question
from actions.pages.my_actions import still_to_update
from actions.said import Line, account_of, kept_with, lines_of
from actions.services.progress import recent_updates
from audit.describe import changes_since
from design.moments import clock_time
from priorities.cycles import Window, window_in
from priorities.fields import as_typed
from priorities.models import GlossaryTerm
from priorities.status import Status
from send_portal import clock

PROPOSAL_INPUTS = ("proposed_due_0", "proposed_due_1", "proposed_due_2", "proposed_reason")


@dataclasses.dataclass
class ProgressPage:
    """An action, the person who gives its update, and the time."""

    action: Action
    user: User
    now: datetime.datetime

    # A page that asks for less has a form of its own; one with several actions names the one that was submitted.
    form_class: ClassVar[type[ProgressForm]] = ProgressForm
    template: ClassVar[str] = "actions/submit_progress.html"
    names_action: ClassVar[bool] = False
    # A form with fewer fields would let go of the draft with all that it has no field for.
    opens_from_draft: ClassVar[bool] = True

    @property
    def address(self) -> str:
        """Where the form is sent."""
        return reverse("submit-progress", args=[self.action.plan.slug, self.action.key])

    @property
    def back_to(self) -> str:
        """Where one goes on without having submitted."""
        return self.action.get_absolute_url()

    @property
    def goes_on_at(self) -> str:
        """Where one goes on, once the update is in."""
        return self.action.get_absolute_url()

    @property
    def context(self) -> dict[str, Any]:
        """What the template shows beside the form."""
        return {"section": self.section, "action": self.action}

    @property
    def today(self) -> datetime.date:
        return clock.london_date(self.now)

    @cached_property
    def part(self) -> str | None:
        return access.part_in(self.user, self.action)

    @cached_property
    def recent(self) -> Sequence[ProgressUpdate]:
        return recent_updates(self.action)

    @property
    def last(self) -> ProgressUpdate | None:
        return self.recent[0] if self.recent else None

    @cached_property
    def milestones(self) -> Sequence[Milestone]:
        return list(self.action.milestones.open())

    @cached_property
    def draft(self) -> ProgressDraft | None:
        return self.action.drafts.filter(author=self.user).first()

    @property
    def tokens(self) -> dict[str, Any]:
        """What a form that opens now carries."""
        return {"revision": self.action.revision, "submission": new_submission()}

    @property
    def draft_mark(self) -> str:
        """Tells drafts apart: the moment at which this one was saved."""
        return self.draft.saved_at.isoformat() if self.draft else ""

    def draft_under(self, mark: str) -> ProgressDraft | None:
        """The draft, where a form that carries this mark has shown it."""
        return self.draft if mark == self.draft_mark else None

    def posted(self, data: QueryDict) -> QueryDict:
        """What was posted; to put it over the other person's update is to correct that one, with the date it proposes.

        The date stays where the person names none of their own; they have read it and could not take it over.
        """
        if data.get("resolve") != "over" or self.action.last_update_id is None:
            return data
        data = data.copy()
        data["corrects"] = str(self.action.last_update_id)
        if data.get("status") != Status.COMPLETE and not any(data.get(name) for name in PROPOSAL_INPUTS):
            for name, text in self._proposal_typed.items():
                data[name] = text
        return data

    @property
    def _proposal_typed(self) -> dict[str, str]:
        """The date that the newest update proposes, as somebody would type it; nothing where it proposes none."""
        proposal = self.action.due_date_proposals.open().filter(update=self.action.last_update_id).first()
        if proposal is None:
            return {}
        return dict(zip(PROPOSAL_INPUTS, [*as_typed(proposal.to), proposal.reason], strict=True))

    def kept_with(self, form: ProgressForm) -> list[Line]:
        """Where the form corrects the last update: what came with that one and stays."""
        if self.last is None or str(form["corrects"].value()) != str(self.last.pk):
            return []
        return kept_with(self.last)

    def is_repeated(self, submission: uuid.UUID) -> bool:
        """Whether this form has made an update already: then nothing is asked of it."""
        return self.action.updates.filter(submission=submission).exists()

    @property
    def draft_data(self) -> QueryDict:
        """The draft as a form posts it, at the revision that its author had seen."""
        data = QueryDict(mutable=True)
        if self.draft is not None:
            for name, values in self.draft.fields.items():
                data.setlist(name, values)
            data.update({"revision": str(self.draft.revision_seen), "submission": new_submission()})
            if data.get("corrects") != str(self.action.last_update_id):
                data.pop("corrects", None)
        return data

    @property
    def writer(self) -> str:
        """Whose text a form is, should the session end while they write."""
        return writer_token(self.user)

    @property
    def is_draft_outdated(self) -> bool:
        return self.draft is not None and self.draft.revision_seen != self.action.revision

    @cached_property
    def handed_over(self) -> HandedOver | None:
        return handed_over(self.action)

    @cached_property
    def window(self) -> Window | None:
        return window_in(self.action.plan, self.now)

    @cached_property
    def open_queries(self) -> Sequence[Any]:
        return list(self.action.source_queries.open())

    @cached_property
    def open_questions(self) -> Sequence[Question]:
        """What people ask on it and nobody has answered yet."""
        return list(self.action.questions.open().select_related("asked_by", "action__plan").order_by("asked_at", "pk"))

    @cached_property
    def terms(self) -> list[GlossaryTerm]:
        return list(GlossaryTerm.objects.all())

    @property
    def known_texts(self) -> list[str]:
        """All that stands beside the form, and the title above it."""
        last = self.last.texts if self.last else []
        asked = [*(query.question for query in self.open_queries), *(one.text for one in self.open_questions)]
        return [self.action.title, *asked, *last]

    @cached_property
    def date_changes(self) -> Sequence[Any]:
        return list(self.action.due_date_changes.filter(from_on__isnull=False))

    @cached_property
    def panels(self) -> list[panels.Panel]:
        """What higher apps tell of it to whoever gives the next update."""
        return panels.shown(panel(self.user, self.action, self.last) for panel in panels.of_update)

    @cached_property
    def answered_proposal(self) -> DueDateProposal | None:
        """The proposed date on which there was a word since the last update."""
        newest = self.action.due_date_proposals.with_outcomes().first()
        return newest if newest is not None and newest.is_news else None

    @property
    def for_another(self) -> bool:
        """Whether somebody enters it who has no part in the action: the co-ordinator."""
        return self.part == access.Part.COORDINATOR

    @property
    def section(self) -> str:
        """The main page under which the form stands: for somebody without a part, it is the list of actions."""
        return "actions" if self.for_another else "my-actions"

    @property
    def no_change_problem(self) -> str:
        return rules.no_change_problem(self.action, self.today, milestones=self.milestones, recent=self.recent)

    @cached_property
    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know of the action."""
        return {
            "action": self.action,
            "meanings": self.action.plan.meanings,
            "milestones": self.milestones,
            "last": self.last,
            "today": self.today,
            "for_another": self.for_another,
        }

    def context_of_questions(self, corrects: int | None) -> dict[str, Any]:
        """What the soft questions look at. A correction does not repeat the update that it corrects."""
        return {
            "milestones": self.milestones,
            "recent": [update for update in self.recent if update.pk != corrects],
            "sub_actions": self.action.sub_actions.select_related("plan"),
            "has_evidence": Evidence.objects.filter(action=self.action, is_withdrawn=False).exists,
        }

    @staticmethod
    def draft_names(form: ProgressForm) -> set[str]:
        """Names of the inputs that a draft keeps: all that a person types."""
        kept = {"corrects"}
        for bound in form.visible_fields():
            kept.add(bound.html_name)
            kept |= {f"{bound.html_name}_{part}" for part in range(3)}
        return kept


def conflict_of(action: Action, revision: int, user: User) -> dict[str, Any]:
    """What happened since the form was opened: the other update, if there is one, and every change in words."""
    seen = Action.history.filter(id=action.pk, revision=revision).values_list("last_update_id", flat=True).first()
    theirs = action.last_update if action.last_update_id != seen else None
    return {
        "changes": changes_since(action, revision, user),
        "theirs": theirs,
        "their_lines": lines_of(account_of(theirs), action) if theirs else [],
    }


def saved_words(draft: ProgressDraft) -> str:
    """When a draft was saved: "4 September, 9am"."""
    day = clock.london_date(draft.saved_at)
    return f"{day.day} {day:%B}, {clock_time(draft.saved_at)}"


def after_submit(update: ProgressUpdate, page: ProgressPage) -> dict[str, Any]:
    """What actions/partials/submitted.html tells the person: when, where it goes, and what is next."""
    window = page.window
    left = (
        [] if window is None or page.for_another else still_to_update(page.user, page.action.plan, window, page.today)
    )
    return {
        "page": page,
        "update": update,
        "is_repeated": update.submitted_at != page.now,
        "is_after_papers": window is not None and window.cycle.is_after_papers(update.submitted_at),
        "next": left[0] if left else None,
        "left": counted(len(left), "update"),
        "draft_saved": saved_words(page.draft) if page.draft is not None else "",
    }
