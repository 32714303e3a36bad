"""Tests of the change of keys."""
