"""The surveys: what a child and an interviewer answer, and what may be shown of it."""
