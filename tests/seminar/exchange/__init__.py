"""The seminar in and out as files."""
