"""Leading a seminar: what the facilitator shows to everybody, and where the agenda is; the windows follow it."""
