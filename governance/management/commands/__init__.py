"""Commands of the partnership: the plan and the demonstration."""
