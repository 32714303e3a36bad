"""What is held about one child."""
