"""Themes: the codebook of a cycle, from the starting codebook to the group's own words."""
