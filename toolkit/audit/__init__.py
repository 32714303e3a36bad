"""The trail: who did and who read what, in a chain that shows every later change."""
