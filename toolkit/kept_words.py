"""What somebody had written in a form that was refused with an error page: it is given back there, to whoever wrote it.

A form that can be shown again is shown again, filled in. This is for the others: what it was about was just removed, or
it is not the time for it.
"""

from contextlib import suppress

from flask import Request
from werkzeug.exceptions import HTTPException

SECRETS = ("password", "code", "pin", "token")
MOST_BYTES = 256 * 1024
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


def read_own(request: Request) -> None:
    """Read the form of somebody whose session has ended: `guard` has not, because a stranger's body is never read.

    Only a form of our own pages, and a small one without files: another site is not to have its words shown as theirs.
    """
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_small = (request.content_length or MOST_BYTES + 1) <= MOST_BYTES
    if request.method == "POST" and is_ours and is_small and request.mimetype == "application/x-www-form-urlencoded":
        with suppress(HTTPException, OSError):
            request.form  # noqa: B018 - from now on `of_form` finds it
