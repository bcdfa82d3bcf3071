"""What becomes of the actions of a plan, an action a row of one form, saved row by row."""
