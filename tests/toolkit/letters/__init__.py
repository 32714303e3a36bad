"""Letters: what they promise, in which language, on which paper."""
