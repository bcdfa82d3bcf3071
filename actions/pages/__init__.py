"""What a page of actions shows, worked out once for its template; no HTTP."""
