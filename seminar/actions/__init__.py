"""Actions: what the unit promised the children, and how it goes."""
