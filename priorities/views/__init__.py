"""Pages of a plan itself: the judgement on a priority; the glossary."""
