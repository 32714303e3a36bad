"""Transcripts: tables, states, segments and their history. Whoever wants a text asks here."""
