"""Tests of copies and the way back from them."""
