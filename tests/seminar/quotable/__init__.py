"""Which words of a child may be quoted, everywhere."""
