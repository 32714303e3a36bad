"""Tests of the drafts for data protection."""
