"""What the pages of governance show, found in a fixed number of queries."""
