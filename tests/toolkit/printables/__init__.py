"""Sheets and cards to print."""
