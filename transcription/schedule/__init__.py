"""When recordings are written down: opening hours, measured speed, and when each will be ready."""
