"""What the headers of every page are held to: nothing inline, nothing from elsewhere, nothing kept."""

from collections.abc import Iterator, Mapping

from werkzeug.datastructures import Headers

OWN_SOURCES = {"'self'", "'none'", "data:", "blob:"}
CODE = ("script-src", "style-src", "object-src", "worker-src")
WITHOUT_FALLBACK = {
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'", "'self'"},
    "form-action": {"'none'", "'self'"},
}
EXPECTED = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer", "strict-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Cache-Control": {"no-store"},
}


def problems_of_headers(headers: Mapping[str, str] | Headers) -> list[str]:
    """Return what is wrong with a page's headers, a sentence each. Names of headers may be in any case."""
    given = {name.lower(): value for name, value in headers.items()}
    policy = _parse(given.get("content-security-policy", ""))
    return [*_policy(policy), *_others(given)] if policy else ["no Content-Security-Policy", *_others(given)]


def _parse(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0].lower(): set(part[1:]) for part in parts}


def _policy(policy: dict[str, set[str]]) -> Iterator[str]:
    if "default-src" not in policy:
        yield "the content policy has no default-src"
    for name, sources in policy.items():
        strangers = sources - OWN_SOURCES
        if strangers:
            yield f"the content policy lets in {', '.join(sorted(strangers))} by {name}"
    for name in CODE:
        loose = policy.get(name, policy.get("default-src", set())) & {"data:", "blob:"}
        if loose:
            yield f"the content policy lets code in from {', '.join(sorted(loose))} by {name}"
    for name, allowed in WITHOUT_FALLBACK.items():
        if not policy.get(name) or not policy[name] <= allowed:
            yield f"the content policy needs {name} {' or '.join(sorted(allowed))}"


def _others(given: Mapping[str, str]) -> Iterator[str]:
    for name, allowed in EXPECTED.items():
        value = given.get(name.lower(), "")
        if not {word.strip().lower() for word in value.split(",")} & allowed:
            yield f"{name} is {value!r}, should be {' or '.join(sorted(allowed))}"
    permissions = given.get("permissions-policy", "")
    for feature in ("camera", "geolocation", "microphone"):
        if not any(f"{feature}={allowed}" in permissions.replace(" ", "") for allowed in ("()", "(self)")):
            yield f"Permissions-Policy does not close {feature}"
