"""Commands of the portal as a whole."""
