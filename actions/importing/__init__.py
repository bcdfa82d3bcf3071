"""Reading a plan out of a council's own spreadsheet: from bytes to entries and problems. No record, no query.

`opening.open_book` makes a Book of a file, `kinds.what_is` says what a sheet is, `headings.guess` which column means
what, and `rows.read` gives the entries of a sheet, what is odd about them, and the words to ask about.
"""
