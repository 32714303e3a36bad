"""Requests that no page sends: right fields with odd values, wrong types, broken encodings. None of them may give 500."""
