"""What a page of actions shows, worked out once for its template. Requests, answers and markup are the views'."""
