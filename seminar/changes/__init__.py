"""What has changed at a seminar: one append-only log for each cycle, which everybody reads, its author too."""
