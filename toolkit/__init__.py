"""The toolkit: everything up to and including the recorded interview. Knows nothing of what becomes of the words."""
