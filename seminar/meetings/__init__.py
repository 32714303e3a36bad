"""Meetings of management and the board: what is taken up there, by whom, and what came of it."""
