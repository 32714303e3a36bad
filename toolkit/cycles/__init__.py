"""The year: its phases, the children on the list, the draw and what it gave."""
