"""Tests of the copy of a database as one stream."""
