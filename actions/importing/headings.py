"""Which column holds what."""

from actions.importing.told import Field, Layout, Sheet

SYNONYMS = {
    Field.REFERENCE: {"ref", "reference", "no", "number"},
    Field.PRIORITY: {"priority", "outcome"},
    Field.OBJECTIVE: {"objective"},
    Field.TITLE: {"action", "actions", "what we will do"},
    Field.LEAD: {"lead", "responsible officer", "action owner"},
    Field.DUE: {"due", "due date", "timescale", "by when", "deadline"},
    Field.START: {"start", "planned start"},
    Field.STATUS: {"status", "rag", "brag"},
    Field.PROGRESS: {"progress", "update"},
    Field.PERCENT: {"%", "percent"},
    Field.SUCCESS_MEASURE: {"success criteria", "how we will know", "measure"},
    Field.DIFFERENCE: {"impact", "difference"},
    Field.NOTES: {"notes", "comments"},
}


def guess(sheet: Sheet) -> Layout:
    """The layout that the sheet's headings suggest."""
    best = Layout(1, {}, (), {})
    for cells in sheet.rows[:20]:
        columns: dict[Field, int] = {}
        for cell in cells:
            word = cell.text.casefold().strip(" .:")
            for field, words in SYNONYMS.items():
                if word in words and field not in columns:
                    columns[field] = cell.column
        if len(columns) > len(best.columns):
            headings = {cell.column: cell.text for cell in cells if cell.text}
            left = tuple(column for column in headings if column not in columns.values())
            best = Layout(cells[0].row, columns, left, headings)
    return best
