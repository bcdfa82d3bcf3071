"""Pages of a plan itself: its words, its status key, its cycles, its priorities, judgements; the glossary."""
