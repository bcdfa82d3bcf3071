"""What pages show: each a class or a function that reads with a fixed number of queries."""
