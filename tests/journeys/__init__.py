"""Whole ways through the program, in a real browser against a real server."""
