"""The demonstration: made-up people, what they say of the plan over eight meetings, and the code that plays it."""
