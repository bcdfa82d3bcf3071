"""What councils call their columns, folded: no case, no punctuation, "and" for "&"."""

import functools
from collections.abc import Mapping

from actions.importing.text import folded
from actions.importing.told import Field

# A heading that is one of these is that field; one that begins with, or has, one of these is probably.
SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.REFERENCE: (
        "reference", "ref", "ref no", "reference number", "no", "number", "#", "id", "action ref", "action no",
        "action number", "action reference", "action id", "item", "item no", "item number", "line", "unique id", "nr",
        "key", "code", "action code", "step", "s no", "serial",
    ),
    Field.PRIORITY: (
        "priority", "priority area", "priority theme", "strategic priority", "theme", "workstream", "work stream",
        "workstrand", "strand", "pillar", "ambition", "area", "area of focus", "focus area", "key area", "section",
        "domain", "priority number", "priority no", "area of significant concern", "asc", "programme", "chapter",
    ),
    Field.OBJECTIVE: (
        "objective", "objectives", "aim", "aims", "recommendation", "goal", "goals", "sub priority",
        "strategic objective", "what we want to achieve", "what do we want to achieve",
        "area for improvement", "area of improvement",
        "key objective", "sub outcome", "sub theme", "commitment", "improvement area", "we will",
    ),
    Field.TITLE: (
        "action", "actions", "key action", "key actions", "action required", "actions required", "what we will do",
        "what will we do", "what are we going to do", "action to be taken", "actions to be taken", "specific actions",
        "activity", "activities", "key activity", "task", "tasks", "deliverable", "deliverables", "improvement action",
        "action description", "description of action", "description", "steps", "what", "what needs to happen",
        "what needs to be done", "agreed action", "agreed actions", "action planned", "how will we do it", "key tasks",
        "sub action", "what will be done", "planned action", "how we will do it", "how",
    ),
    Field.LEAD: (
        "lead", "leads", "lead officer", "responsible officer", "responsible", "responsibility", "owner",
        "action owner", "action lead", "who", "by whom", "lead person", "lead professional", "lead agency",
        "lead organisation", "person responsible", "responsible person", "who is responsible", "who will do it",
        "who will lead", "officer", "named lead", "operational lead", "lead responsible", "led by", "owned by",
        "assigned to", "strategic lead", "accountable officer", "accountable", "accountable lead", "lead s",
        "responsible lead", "lead officer s", "delivery lead", "lead service", "lead partner", "allocated to",
        "person s responsible",
    ),
    Field.START: (
        "start", "start date", "planned start", "start by", "commence", "commencement date", "begins", "from", "begin",
        "date started", "starting", "timescale start",
    ),
    Field.DUE: (
        "due", "due date", "by when", "timescale", "timescales", "time scale", "deadline", "target date", "when",
        "completion date", "target completion date", "end date", "timeframe", "time frame", "timeline", "date due",
        "complete by", "to be completed by", "finish", "finish date", "end", "delivery date", "planned end", "due by",
        "expected completion", "date for completion", "target", "timing", "milestone date", "implementation date",
        "when by", "planned completion date", "completion", "timescale for completion", "delivery by", "to",
        "by",
    ),
    Field.STATUS: (
        "status", "rag", "brag", "rag rating", "brag rating", "rag status", "brag status", "progress rag", "rayg",
        "rag rated", "current status", "delivery status", "action status", "progress status", "rating", "bragg",
        "current rag", "overall rag", "rag progress", "current rating", "brag rag", "r a g", "b r a g", "ragb", "gar",
        "overall status", "current position rag",
    ),
    Field.PERCENT: (
        "%", "% complete", "percent complete", "percentage complete", "per cent complete", "progress %", "% done",
        "complete %", "completion %", "% progress", "% completed", "percentage",
    ),
    Field.PROGRESS: (
        "progress", "progress update", "update", "updates", "progress to date", "latest update", "current position",
        "commentary", "progress notes", "progress comments", "comments", "comment", "latest position", "narrative",
        "position statement", "progress made", "update on progress", "what has been done", "what we have done",
        "status update", "progress commentary", "monitoring", "progress report", "highlights", "action update",
        "progress so far", "what have we done", "where are we now", "where we are now", "where are we",
    ),
    Field.SUCCESS_MEASURE: (
        "success criteria", "success measure", "success measures", "how we will know", "how will we know",
        "measure of success", "measures of success", "what will success look like", "what success looks like",
        "success looks like", "kpi", "kpis", "performance measure", "performance measures", "measure", "measures",
        "how will we measure success", "how we will measure success", "evidence of success", "success indicator",
        "success indicators", "outcome measure", "outcome measures", "how will we know we have been successful",
        "how we will know it has worked", "metric", "metrics", "measurable", "what good looks like", "indicator",
    ),
    Field.DIFFERENCE: (
        "impact", "the difference it should make", "difference", "intended impact", "expected impact",
        "what difference will it make", "impact on children and young people", "impact measure", "benefit", "benefits",
        "desired outcome", "desired outcomes", "intended outcome", "intended outcomes", "expected outcome",
        "expected outcomes", "so what", "impact statement", "outcome for children", "difference made", "outcome",
        "outcomes", "anticipated impact", "impact for children and families", "what difference has it made",
    ),
    Field.NOTES: (
        "notes", "note", "dependencies", "resources", "resource", "remarks", "additional notes", "further information",
        "notes comments",
    ),
}  # fmt: skip
_BY_PHRASE = {phrase: field for field, phrases in SYNONYMS.items() for phrase in phrases}
_LABELS = {folded(field.label): field for field in Field}
# What says that a heading means something else than the field that a word of it names.
_NOT = {
    Field.DUE: ("actual", "completed on", "date completed", "reported", "revised", "review", "updated", "source"),
    Field.STATUS: ("previous", "last", "key"),
    Field.LEAD: ("contact", "support", "supporting", "sro", "sponsor", "telephone", "email"),
    Field.PROGRESS: ("date of",),
    Field.REFERENCE: ("evidence", "risk"),
    Field.PRIORITY: ("level", "rating", "high medium low", "rank"),
    Field.NOTES: ("human",),
}
# Of headings of one meaning, what is said aside.
ASIDE = frozenset(("comments", "comment", "monitoring", "narrative", "highlights"))
# These are a heading alone, and say nothing where one begins with them: "By school".
_ALONE = ("by",)
EXACT, BEGINS, ENDS, HOLDS = 100, 70, 60, 40
MOST_LETTERS = 120


@functools.lru_cache(maxsize=2048)
def meanings(heading: str) -> Mapping[Field, int]:
    """What a heading can mean, each with how surely it does, up to 100."""
    text = folded(heading)
    if not text or len(heading) > MOST_LETTERS:
        return {}
    if text in _LABELS:
        return {_LABELS[text]: EXACT}
    if text in _BY_PHRASE:
        return {_BY_PHRASE[text]: EXACT}
    found: dict[Field, int] = {}
    for phrase, field in _BY_PHRASE.items():
        sure = _sure(text, phrase)
        if sure and not any(_has(text, word) for word in _NOT.get(field, ())):
            found[field] = max(found.get(field, 0), sure)
    return found


def _sure(text: str, phrase: str) -> int:
    """A longer phrase says more than a shorter one; words of two letters say nothing inside others."""
    longer = min(len(phrase), 25)
    if text.startswith(f"{phrase} ") and phrase not in _ALONE:
        return BEGINS + longer
    if len(phrase) <= 3 and phrase not in ("rag", "kpi"):
        return 0
    if text.endswith(f" {phrase}"):
        return ENDS + longer
    return HOLDS + longer if f" {phrase} " in text else 0


def _has(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "
