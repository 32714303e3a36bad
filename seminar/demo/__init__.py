"""The invented year: practice data for `make run`. Built on branch `year` by its own helper (not by the tests branch)."""
