"""Reading an action plan out of somebody's spreadsheet: pure functions, no record, no query."""
