"""Tests of the choice of speech model."""
