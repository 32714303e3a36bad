"""Tests of the practice year."""
