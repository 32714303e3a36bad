"""Keeps what `flask.flash` was told until the next page shows it. Flask would write it into the signed cookie.

Such a cookie can be read by whoever sits at the browser, and a message may name a colleague. So what is still untold at
the end of a request becomes a sealed row, in the request's own transaction, and the cookie gets a random token. The
page that shows it has read it; the row goes in a short transaction after the answer is made (decision 62).
"""

import hashlib
import json
import secrets
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus

from flask import Flask, Response, g, get_flashed_messages, message_flashed, session
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from toolkit import clock, transactions
from toolkit.db import db, writing
from toolkit.errors import HouseError
from toolkit.flash_messages.models import FlashMessage
from toolkit.transactions import Phase

KEY = "messages"
"""Where the form session holds the token of what waits."""
FLASKS_OWN = "_flashes"
MEMORY = timedelta(hours=1)  # a browser that asks for no page within it is told nothing any more


def install(app: Flask) -> None:
    """Give pages `list_messages()`, and notice when a view has something to say."""
    message_flashed.connect(_note, app)
    app.jinja_env.globals["list_messages"] = list_once


def keep(response: Response) -> Response:
    """Before the request's end: what no page has shown goes into a row. What was refused has nothing to tell."""
    if not g.pop("has_told", False):
        return response
    told = session.pop(FLASKS_OWN, None)
    if told and response.status_code < HTTPStatus.BAD_REQUEST:
        _put([(category, str(words)) for category, words in told])
    return response


def list_once() -> list[tuple[str, str]]:
    """What is to be said on this page, each as (category, words): what waited, then what this request says itself."""
    return [*_take(), *get_flashed_messages(with_categories=True)]


def forget() -> None:
    """Somebody else gets the browser: nothing is told there of what was done before."""
    session.pop(FLASKS_OWN, None)
    session.pop(KEY, None)


def remove_shown(response: Response) -> Response:
    """After the request's own transaction: what a page has shown is not kept. The sweep has what cannot go now."""
    if shown := g.pop("shown_messages", ()):
        with suppress(OperationalError), writing() as own:
            own.execute(delete(FlashMessage).where(FlashMessage.id.in_(shown)))
    return response


def sweep() -> None:
    """Take away what nobody came for. For the worker, once a day."""
    db.session.execute(delete(FlashMessage).where(FlashMessage.created_at < clock.now() - MEMORY))


def _note(_app: Flask, **_more: object) -> None:
    g.has_told = True


def _put(told: list[tuple[str, str]]) -> None:
    token = session.setdefault(KEY, secrets.token_urlsafe(32))
    row = FlashMessage(token_hash=_digest(token), told=json.dumps(told))
    transaction = transactions.find_current()
    if transaction is not None and transaction.phase is Phase.WRITING:
        db.session.add(row)
        return
    with writing() as own:
        own.add(row)


def _take() -> list[tuple[str, str]]:
    """What waits for this browser. A page is worth more than what it says of the one before: trouble says nothing."""
    token = session.pop(KEY, None) if KEY in session else None
    if not isinstance(token, str):
        return []
    query = select(FlashMessage).where(
        FlashMessage.token_hash == _digest(token), FlashMessage.created_at > clock.now() - MEMORY
    )
    try:
        rows = db.session.scalars(query.order_by(FlashMessage.created_at, FlashMessage.id)).all()
    except (SQLAlchemyError, HouseError):
        return []
    g.shown_messages = [row.id for row in rows]
    return [(category, words) for row in rows for category, words in json.loads(row.told)]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
