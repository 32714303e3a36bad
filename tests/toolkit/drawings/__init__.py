"""Our own drawings."""
