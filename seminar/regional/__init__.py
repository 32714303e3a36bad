"""Several municipalities side by side, by the yearly files that they have handed over. No shared database."""
