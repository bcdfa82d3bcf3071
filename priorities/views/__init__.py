"""Pages of a plan itself: its words, its status key, its cycles, its priorities, the judgement on one; the glossary."""
