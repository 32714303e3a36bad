"""What a child’s own code opens, as the child’s browser meets it."""
