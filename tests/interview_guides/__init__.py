"""Tests of the content that ships and of the loader that reads it."""
