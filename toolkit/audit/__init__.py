"""The trail: who read or did what, append-only and chained. For checking access, never for measuring work."""
