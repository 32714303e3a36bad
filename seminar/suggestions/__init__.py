"""Suggestions: what may belong under a theme, by words that the theme and a passage share. Nothing is automatic."""
