"""The texts of a seminar as they are read: who may, where a passage stands in them, and search over all of them."""
