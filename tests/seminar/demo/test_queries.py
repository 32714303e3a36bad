"""A page asks the database a few questions, however many children and texts there are: never one for each of them.

When this fails, look at what the page fetches: a row that it holds already, or one at a time what could come together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.architecture.source import expect_none
from tests.busy_pages import BUSY_PAGES
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person

pytestmark = pytest.mark.xdist_group("practice year")

SETTINGS = ("PRAGMA", "BEGIN", "SET ")  # how a transaction begins


@contextmanager
def counted() -> Iterator[list[str]]:
    """What the database is asked in this block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        if not statement.startswith(SETTINGS):
            asked.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def test_a_busy_page_asks_few_questions(told: Flask) -> None:
    with told.app_context():
        everybody = db.session.scalars(sa.select(Person).where(Person.username.in_(BUSY_PAGES))).all()
        tokens = {person.username: sessions.begin(person) for person in everybody}
        db.session.commit()
        too_many = []
        for username, pages in BUSY_PAGES.items():
            client = told.test_client()
            client.set_cookie(sessions.cookie_name(secure=False), tokens[username])
            for address, most in pages.items():
                with counted() as asked:
                    assert client.get(address, follow_redirects=True).status_code == 200, address
                if not 0 < len(asked) <= most:
                    too_many.append(f"{address} asks {len(asked)} times, and may {most}")
    expect_none(too_many)
