"""Copies of everything that an installation holds, and the way back from them."""
