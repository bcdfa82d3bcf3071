"""Board reports: what they say, how they are frozen, and how anybody can check them later."""
