"""The tests mirror the house; see DEVELOPERS.md."""
