"""What changed between two moments, in words, for whoever reads the night before a meeting."""
