"""Proposals for change: written by the group, decided by the unit leader, and what has happened to them."""
