"""Rules about the whole house that fail when they are broken."""
