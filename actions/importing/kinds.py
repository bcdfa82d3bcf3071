"""What a sheet is."""

from actions.importing.headings import guess
from actions.importing.told import Field, Sheet, SheetKind, Told


def what_is(sheet: Sheet) -> Told:
    """What the sheet is, and why."""
    if not any(cell.text for row in sheet.rows for cell in row):
        return Told(SheetKind.EMPTY, "It has no text in it.")
    if "risk" in sheet.name.casefold():
        return Told(SheetKind.RISK_LOG, "Its name says so.")
    if Field.TITLE in guess(sheet).columns:
        return Told(SheetKind.ACTION_PLAN, "It has a column of actions.")
    if len(sheet.rows) < 10:
        return Told(SheetKind.FRONT_MATTER, "It has no heading row.")
    return Told(SheetKind.UNKNOWN, "No row looks like headings of an action plan.")
