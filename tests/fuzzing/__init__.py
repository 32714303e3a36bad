"""Requests that no page sends: right fields with odd values, wrong types, broken encodings. None may give 500."""
