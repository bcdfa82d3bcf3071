"""The pack for a meeting: what matters first, then the plan as it stands and what changed since the last meeting."""
