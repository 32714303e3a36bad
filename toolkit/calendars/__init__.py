"""Calendars: days of the year and of what was promised, by an address that its owner can take back. No names."""
