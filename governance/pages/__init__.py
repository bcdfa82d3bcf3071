"""What the pages of governance show, gathered in a fixed number of queries."""
