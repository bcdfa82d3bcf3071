"""Minutes of a meeting: what they are made of, what they say, and how both are read from history."""
