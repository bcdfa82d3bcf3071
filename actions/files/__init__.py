"""What leaves the portal about actions as a file."""
