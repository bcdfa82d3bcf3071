"""Bringing a spreadsheet into a plan: what it would change, and the forms of the pages that lead there."""
