"""What released editions have told in numbers: every later page and document goes by it."""
