"""A bundle for a period: all that an inspector or adviser asks for, in one ZIP with an index."""
