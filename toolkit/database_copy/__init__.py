"""A copy of the whole database as one stream of bytes, as it stood at one moment, and the way back from it."""
