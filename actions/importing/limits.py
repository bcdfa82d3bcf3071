"""How much of a file is read. All of it is asked before anything is made of it, or while it is read piece by piece."""

from actions.importing.told import CannotRead

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
MOST_MEMBERS = 1000
# Of all XML that a workbook needs once it is unpacked, and of the whole file, pictures included.
MOST_XML = 16 * MEGABYTE
MOST_UNPACKED = 40 * MEGABYTE
# A sheet of formatted, empty cells packs well: the ratio counts only from here on.
MOST_RATIO = 20
ALWAYS_UNPACKED = 4 * MEGABYTE
MOST_DEPTH = 60
# Of one part: cells that hold nothing and have a border are elements too.
MOST_ELEMENTS = 250_000
MOST_SHEETS = 50
MOST_ROWS = 500
MOST_COLUMNS = 100
MOST_LETTERS_OF_CELL = 32_767
MOST_LETTERS = 1_000_000
MOST_MERGED = 2000


class Reader:
    """Counts what a book holds while it is read, and refuses what is over the limits."""

    def __init__(self) -> None:
        self.letters = 0

    def count(self, text: str, where: str) -> None:
        """Count the text of a cell. Raises CannotRead where it, or the book, is too long."""
        self.letters += len(text)
        if len(text) > MOST_LETTERS_OF_CELL:
            raise CannotRead(f"{where} holds more than {MOST_LETTERS_OF_CELL:,} characters: shorten it")
        if self.letters > MOST_LETTERS:
            raise CannotRead(
                f"The file holds over {MOST_LETTERS:,} characters: copy the sheet of the plan into a file of its own"
            )


def check_rows(rows: int, name: str) -> None:
    """Raises CannotRead where a sheet has too many rows, with their number."""
    if rows > MOST_ROWS:
        raise CannotRead(
            f"{name} has {rows:,} rows with something in them, headings among them, and {MOST_ROWS} can be read: "
            "copy the plan, without the rest, into a file of its own"
        )


def check_column(column: int, name: str) -> None:
    """Raises CannotRead where a sheet is too wide."""
    if column > MOST_COLUMNS:
        raise CannotRead(
            f"{name} has more than {MOST_COLUMNS} columns: copy the columns of the plan into a file of its own"
        )
