"""Signing in by the municipality's own accounts: a provider that speaks OpenID Connect (decision 40)."""
