"""Participation: asking the child and the guardian, and what they answer."""
