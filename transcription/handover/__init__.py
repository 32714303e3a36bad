"""Handing over: the approved copy that the seminar reads."""
