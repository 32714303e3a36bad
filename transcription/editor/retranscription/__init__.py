"""Hearing a marked place once more, more carefully: the result is offered beside the old text, never in its place."""
