"""An impatient second press, or a script that sends again, gets the first one's answer and makes nothing new.

Every page gives its forms a token of their own (`forms.HouseForm.once`). When writing begins, the form takes its row
here; the database lets one have it, and whoever comes second waits for the first and is led where that one was led.
What was refused has left no row, so it can be mended and sent again. The same page filled in otherwise is another form.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Response, abort, json, jsonify, redirect, request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from toolkit import access, clock, transactions
from toolkit.db import db
from toolkit.forms import ONCE
from toolkit.ids import is_id
from toolkit.sent_forms.models import SentForm
from toolkit.transactions import Phase

ROW = "sent_form"
MEMORY = timedelta(days=1)
INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
LONGEST_ANSWER = 300


def claim() -> None:
    """Claim the row of the form that this request sends; it must write. Answers in its place when the form came before.

    Only for who has signed in, so that nobody is led by somebody else's answer. A form with a file is not known by its
    words alone: those views have keys of their own.
    """
    key = _key()
    if key is None or key == request.environ.get(ROW):
        return
    row = (
        INSERTS[db.engine.dialect.name](SentForm)
        .values(key=key, location=None, created_at=clock.now())
        .on_conflict_do_nothing()
    )
    if db.session.scalar(row.returning(SentForm.key)):
        request.environ[ROW] = key
        return
    answer = db.session.scalar(select(SentForm.location).where(SentForm.key == key))
    if answer is not None:
        abort(jsonify(json.loads(answer)) if answer.startswith("{") else redirect(answer, 303))


def answer_with(location: str) -> None:
    """Say where a second sending leads, for a view whose first answer is a page that is shown once."""
    _remember(location)


def remember(response: Response) -> Response:
    """Before the request's end: keep where it leads. What leads nowhere can be sent again."""
    transaction = transactions.find_current()
    if ROW in request.environ and transaction is not None and transaction.phase is Phase.WRITING:
        _remember(_answer(response))
    return response


def sweep() -> None:
    """Forget the forms of earlier days. For the worker, once a day."""
    db.session.execute(delete(SentForm).where(SentForm.created_at < clock.now() - MEMORY))


def _key() -> str | None:
    """What makes the form of this request that form: who, where, the page's token and every word."""
    actor = access.find_actor()
    token = next((value for name, value in request.form.items() if name.rpartition("-")[2] == ONCE), "")
    if actor is None or not token or request.files:
        return None
    held = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
    return hashlib.sha256(json.dumps([str(actor.id), request.path, held]).encode()).hexdigest()


def _answer(response: Response) -> str | None:
    """The address of a redirect, or what a script got when no words are in it: the row lies open in the database.

    A cookie goes out to one answer alone, and a file is made anew for each who asks.
    """
    if "Set-Cookie" in response.headers or response.is_streamed:
        return None
    answer = response.location or ""
    if not answer and response.status_code == 200 and response.is_json and _is_wordless(response.json):
        answer = response.get_data(as_text=True).strip()
    return answer if 0 < len(answer) <= LONGEST_ANSWER else None


def _is_wordless(said: object) -> bool:
    """Whether an answer holds nothing but numbers, yes and no, and ids."""
    if not isinstance(said, dict):
        return False
    texts = [one for one in said.values() if not (one is None or isinstance(one, int))]
    return all(isinstance(one, str) and is_id(one) for one in texts)


def _remember(location: str | None) -> None:
    row = SentForm.key == request.environ.get(ROW)
    db.session.execute(
        update(SentForm).where(row).values(location=location) if location else delete(SentForm).where(row)
    )
