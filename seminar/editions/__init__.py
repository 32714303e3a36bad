"""Editions of the report: released by two people, frozen, numbered, and never changed."""
