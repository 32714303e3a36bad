"""Transcription: from sealed sound to an approved, de-identified text."""
