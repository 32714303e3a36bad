"""Handing over to the archive."""
