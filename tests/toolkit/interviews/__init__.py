"""Tests of interviews and their sound."""
