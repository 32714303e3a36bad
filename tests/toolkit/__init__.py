"""Tests of the toolkit, room by room."""
