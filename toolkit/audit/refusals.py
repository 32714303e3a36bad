"""Pages that somebody who has signed in asked for and did not get: each stands on the trail.

Forbidden and missing look alike to the person, and mostly to the program, so both are recorded; an address that the
program does not have at all is not.
"""

import uuid

from flask import Response, g, request

from toolkit.access import find_actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import writing
from toolkit.errors import NotAllowed, NotFound


def record(response: Response) -> Response:
    """After the answer is made: put its refusal on the trail, with the view's name and the last id in the address."""
    actor = find_actor()
    refused = isinstance(g.pop("refusal", None), NotFound | NotAllowed)
    if actor and refused and request.endpoint:
        ids = [value for value in (request.view_args or {}).values() if isinstance(value, uuid.UUID)]
        with writing() as session:
            trail.record(
                actor, Event.PAGE_REFUSED, ids[-1] if ids else None, within=session, endpoint=request.endpoint.lower()
            )
    return response
