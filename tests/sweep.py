"""Walking every address of the program as everybody: who stands at the door, with whose ids, and what happened.

Works from outside an application context, as a browser does, so that nothing is carried from one request to the next.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.sealed import raw
from tests.world import CALENDAR, Ids, World, a_world
from toolkit import language
from toolkit.db import Base, db
from toolkit.people import sessions

NOBODY = "nobody"
# What stands in an address and is no id.
WORDS: dict[str, Any] = {
    "audience": "child",
    "material": "recording",
    "area": "knowledge",
    "section": "summary",
    "staff_role": "social_worker",
    "step_name": "purpose",
    "guide_name": "guide_9_12",
    "language_code": "so",
    "text_name": "letter_guardian",
    "question_name": "reception",
    "occasion": "before",
    "number": 1,
    "year": 2026,
    "printable_name": "questions",
    "start_ms": 7,
    "fingerprint": "x",
    "token": CALENDAR,
    "filename": "css/base.css",
    "output_name": "annual-report",
    "paper_name": "poster-a4",
    "draft_name": "information",
    "extension": "docx",
    "edition_language": "sv",
}
# The trail cannot be rewritten, not even by a test.
KEPT_TABLES = frozenset({"audit_entry", "audit_anchor"})
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
# A row is put back in whatever order, and takes none with it. SQLite hears it between transactions only. PostgreSQL has
# it within one: a RESET after the commit was undone when the connection went back to the pool, and from then on
# whoever drew that connection lived without foreign keys, so that a theme could go and leave its codings behind.
UNBOUND = {"sqlite": "PRAGMA foreign_keys=OFF", "postgresql": "SELECT 1"}
UNBOUND_WITHIN = {"sqlite": "SELECT 1", "postgresql": "SET LOCAL session_replication_role = replica"}
BOUND = {"sqlite": "PRAGMA foreign_keys=ON", "postgresql": "SELECT 1"}


@dataclass(frozen=True)
class Address:
    """One way in: an endpoint and a method."""

    endpoint: str
    method: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    @property
    def id_names(self) -> list[str]:
        """The parts of the address that are ids, in order."""
        return [name for name in self.rule.arguments if name.endswith("_id")]

    @property
    def room(self) -> str:
        return self.endpoint.partition(".")[0]


def list_addresses(app: Flask, *methods: str) -> Iterator[Address]:
    """Every endpoint of the program once per method that it takes."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.endpoint):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if not methods or method in methods:
                yield Address(rule.endpoint, method, rule)


@dataclass
class Town:
    """The program with a world in it, and everybody's browser."""

    app: Flask
    world: World
    cookies: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sealed: dict[Path, bytes] = field(default_factory=dict)
    language: str = "sv"
    told_of_nothing: dict[tuple[str, str], str | None] = field(default_factory=dict)
    tables: list[sa.Table] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    @classmethod
    def build(cls, app: Flask) -> "Town":
        """Make the tables, put the world in them, sign everybody in."""
        with app.app_context():
            Base.metadata.create_all(db.engine)
            town = cls(app, a_world())
            town.cookies = {who: sessions.begin(person) for who, person in town.world.people.items()}
            db.session.commit()
            town.remember()
            sa.event.listen(db.engine, "before_cursor_execute", town._note)
        return town

    def remember(self) -> None:
        """Note what there is, within an application context: `restore` puts this back."""
        self.tables = [table for table in Base.metadata.sorted_tables if table.name not in KEPT_TABLES]
        self.rows = {table.name: _rows(table) for table in self.tables}
        settings = self.app.config["SETTINGS"]
        files = [*settings.vault.rglob("*"), *settings.keys.glob("*.json")]
        self.sealed = {path: path.read_bytes() for path in files if path.is_file()}

    def browser(self, who: str) -> FlaskClient:
        """The browser of somebody, or of nobody."""
        client = self.app.test_client()
        client.set_cookie(language.COOKIE, self.language)
        if who != NOBODY:
            client.set_cookie(sessions.cookie_name(secure=False), self.cookies[who])
        return client

    def url(self, address: Address, *, whose: str) -> str:
        """The address with ids of our own unit («here»), of the other («there»), of nothing («nowhere»), or with the
        last id taken from the other unit («mixed»)."""
        values: dict[str, Any] = {name: WORDS[name] for name in address.rule.arguments if name in WORDS}
        for number, name in enumerate(address.id_names):
            last = number == len(address.id_names) - 1
            values[name] = self._id(address, name, "there" if whose == "mixed" and last else whose)
        with self.app.test_request_context():
            return self.app.url_for(address.endpoint, **values)

    def visit(self, address: Address, who: str, *, whose: str = "here", **more: Any) -> TestResponse:
        """Go there and see."""
        return self.browser(who).open(self.url(address, whose=whose), method=address.method, buffered=True, **more)

    def restore(self) -> None:
        """Put every table and every sealed file back as it was when the town was built, but for the trail."""
        for path, content in self.sealed.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
        if tables := [table for table in self.tables if table.name in self.written]:
            with self.app.app_context(), db.engine.connect() as connection:
                bare, kind = connection.connection.cursor(), db.engine.dialect.name
                bare.execute(UNBOUND[kind])
                with connection.begin():
                    connection.exec_driver_sql(UNBOUND_WITHIN[kind])
                    for table in tables:
                        connection.execute(sa.delete(table))
                        if self.rows[table.name]:
                            connection.execute(sa.insert(raw(table)), self.rows[table.name])
                bare.execute(BOUND[kind])
                bare.close()
        self.written.clear()

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        """Most requests write nothing but the trail, and need no putting back."""
        if found := WRITES.match(statement):
            # A row that is removed takes others with it, which no statement names.
            self.written |= {found[1]} if "DELETE" not in found[0] else self.rows.keys()

    def _id(self, address: Address, name: str, whose: str) -> uuid.UUID:
        if whose in {"nowhere", "mixed"}:
            return uuid.uuid4() if whose == "nowhere" else self._id(address, name, "here")
        ids: Ids = self.world.here.ids if whose == "here" else self.world.there.ids
        return ids.get(f"{address.room}.{name}") or ids[name]


def _rows(table: sa.Table) -> list[dict[str, Any]]:
    """Every row, oldest first, in one order always: without one, PostgreSQL tells them as they happen to lie."""
    order = [*([table.c.created_at] if "created_at" in table.c else []), *table.primary_key]
    return [dict(row) for row in db.session.execute(sa.select(raw(table)).order_by(*order)).mappings()]
