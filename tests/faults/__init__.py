"""What must hold when things break: killed processes, a full disk, two people at once."""
