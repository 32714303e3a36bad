"""Overview: the one place of the seminar that sees all its rooms, and tells the year how far they have come."""
