"""What a page shows, found with a fixed number of queries."""
