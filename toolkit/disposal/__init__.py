"""Disposal: taking an interview back, so that nothing of it is left."""
