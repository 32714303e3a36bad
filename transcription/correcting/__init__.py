"""Listening and correcting, beyond the words of one stretch: its time, its voice, its doubts, and the page."""
