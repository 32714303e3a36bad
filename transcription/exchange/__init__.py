"""Texts that come from elsewhere, and texts that are taken along: import and export of transcripts."""
