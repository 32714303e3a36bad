"""What a cookie is called: where there is HTTPS it is bound to this host alone, and browsers hold it to that. Pure."""


def named(name: str, *, secure: bool) -> str:
    """The name under which a browser keeps it. `__Host-` is believed with Secure, without a domain, for the path /."""
    return f"__Host-{name}" if secure else name
