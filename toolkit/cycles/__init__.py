"""Cycles: the year, the children in it, the draw, and who meets whom."""
