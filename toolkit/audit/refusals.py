"""Pages that somebody who has signed in asked for and did not get, forms that no page of ours sent so, and choices that
no page offers.

Forbidden and missing look alike to the person, and mostly to the program, so both are recorded; an address that the
program does not have at all is not. A form without its page's token may be one that another site has sent in somebody's
name, and a choice that was not offered was forged, or stood on a page that is older than what it is about; whoever
sends many has some of them on the trail, and the log of requests has all. Nothing that was sent is kept.
"""

import uuid
from datetime import timedelta

import sqlalchemy as sa
from flask import Response, g, request
from werkzeug.exceptions import BadRequest

from toolkit import clock
from toolkit.access import Actor, find_actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, writing
from toolkit.errors import NotAllowed, NotFound, TooMany

MOST_AN_HOUR = 10
BOUNDED_FOR = timedelta(hours=1)
LOOKED_AT = 200
"""So many of the newest lines are looked at: of so many people at once that it is an attack, each has some."""


def record(response: Response) -> Response:
    """After the answer is made: put its refusal on the trail, with the view's name and the last id in the address."""
    actor, error = find_actor(), g.pop("refusal", None)
    if actor and isinstance(error, NotFound | NotAllowed):
        _note(actor, Event.PAGE_REFUSED)
    elif actor and isinstance(error, TooMany) and not _has_many(actor, Event.PAGES_THROTTLED):
        _note(actor, Event.PAGES_THROTTLED)
    elif actor and isinstance(error, BadRequest) and not _has_many(actor, Event.FORM_REFUSED):
        _note(actor, Event.FORM_REFUSED)
    elif actor and g.pop("chose_unoffered", False) and not _has_many(actor, Event.CHOICE_REFUSED):
        _note(actor, Event.CHOICE_REFUSED)
    return response


def _note(actor: Actor, event: Event) -> None:
    if not request.endpoint:
        return
    ids = [value for value in (request.view_args or {}).values() if isinstance(value, uuid.UUID)]
    with writing() as session:
        trail.record(actor, event, ids[-1] if ids else None, within=session, endpoint=request.endpoint.lower())


def _has_many(actor: Actor, event: Event) -> bool:
    """Whether the person has as many such lines of an hour as one gets."""
    since = clock.now() - BOUNDED_FOR
    newest = sa.select(AuditEntry.actor_id, AuditEntry.at).where(AuditEntry.event == event)
    lines = db.session.execute(newest.order_by(AuditEntry.seq.desc()).limit(LOOKED_AT)).all()
    return sum(who == actor.id and at > since for who, at in lines) >= MOST_AN_HOUR
