"""Tests of the forms of a Whisper model."""
