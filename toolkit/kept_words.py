"""What somebody had written in a form that was refused with an error page: it is given back there, to whoever wrote it.

A form that can be shown again is shown again, filled in. This is for the others: what it was about was just removed, or
it is not the time for it.
"""

from flask import Request

SECRETS = ("password", "code", "pin", "token")
SHORTEST = 2  # words: a single one is a choice, an id or a name, and soon written again


def of_form(request: Request) -> list[str]:
    """Every free text of a form that has been read, in its order; nothing that opens anything."""
    if request.method != "POST" or "form" not in vars(request):
        return []
    return [
        text.strip()
        for name, values in request.form.lists()
        if not any(secret in name.lower() for secret in SECRETS)
        for text in values
        if len(text.split()) >= SHORTEST
    ]
