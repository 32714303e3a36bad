"""Tests of the transcription room."""
