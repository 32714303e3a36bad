"""Tests of what an interviewer sees of the own talk."""
