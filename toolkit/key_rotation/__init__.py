"""The change of keys: a new one for everything that is sealed, and the end of an old one."""
