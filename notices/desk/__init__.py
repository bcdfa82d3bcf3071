"""The desk: every update that a cycle wants, who is asked for it, and how far it has come."""
