"""The rows of an action: itself, its dates, its progress updates, and what the source leaves open."""

from actions.models.action import Action
from actions.models.co_production import CoProduction
from actions.models.dates import DueDateChange, DueDateProposal, Milestone
from actions.models.drivers import ActionDriver, Driver
from actions.models.imports import ImportDraft
from actions.models.links import ActionCoLead, ActionOrganisation, RelatedAction
from actions.models.no_updates import NoUpdateReceived
from actions.models.outcomes import ActionOutcome
from actions.models.progress import Evidence, ProgressDraft, ProgressUpdate
from actions.models.queries import SourceQuery
from actions.models.questions import Question
from actions.models.watches import Watch

__all__ = [
    "Action",
    "ActionCoLead",
    "ActionDriver",
    "ActionOrganisation",
    "ActionOutcome",
    "CoProduction",
    "Driver",
    "DueDateChange",
    "DueDateProposal",
    "Evidence",
    "ImportDraft",
    "Milestone",
    "NoUpdateReceived",
    "ProgressDraft",
    "ProgressUpdate",
    "Question",
    "RelatedAction",
    "SourceQuery",
    "Watch",
]
