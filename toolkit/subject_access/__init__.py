"""Subject access: what the unit holds about one child, gathered for a person who asks (GDPR article 15)."""
