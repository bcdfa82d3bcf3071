"""The set-up of a plan: people and dates of many actions in one form, saved row by row."""
