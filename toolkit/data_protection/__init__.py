"""Drafts for data protection, filled in with how this installation is set up; what people decide is left to people."""
