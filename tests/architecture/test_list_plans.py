"""No list page reads a whole table that grows: SQLite is asked how it would find the rows of each question.

When this fails, give the table an index on what the question goes by, in the model and in the migration; or ask row by
row (`exists`) what was asked of all rows that ever were (`IN (SELECT …)`). A line in order that ends at a LIMIT is no
such reading.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.bench.years import LISTS
from tests.sweep import Town, list_addresses
from toolkit.db import db

pytestmark = pytest.mark.one_database

FEW = frozenset({"coordinated_unit", "cycle", "person", "person_role", "seminar", "team", "unit"})
"""Tables that may be read whole: they grow with units, people and years, and not with interviews or what is done."""
SCAN = re.compile(r"SCAN (?P<table>[a-z_]+?)(?:_\d+)?(?: USING (?:COVERING )?INDEX (?P<index>\w+))?$")
Question = tuple[str, Sequence[Any]]


def test_no_list_reads_a_whole_table_that_grows(town: Town) -> None:
    found = set[str]()
    for address in list_addresses(town.app, "GET"):
        if address.endpoint in LISTS:
            who = next(each for each in town.world.people if is_welcome(address, each))
            with town.app.app_context(), _questions() as asked:
                town.visit(address, who, follow_redirects=True)
            with town.app.app_context():
                found |= {f"{address} reads all of {table}" for each in asked for table in _read_whole(*each)}
    expect_none(sorted(found))


def test_what_is_read_whole_is_seen(town: Town) -> None:
    """The test itself: with an index, without one, to a limit, and in an order that no index has."""
    with town.app.app_context():
        told = [
            list(_read_whole(f"SELECT seq FROM audit_entry {rest}", ()))  # noqa: S608 - our own words
            for rest in (
                "WHERE event = 'x'", "WHERE facts = 'x'", "ORDER BY seq DESC LIMIT 9", "ORDER BY facts LIMIT 9",
            )
        ]  # fmt: skip
    assert told == [[], ["audit_entry"], [], ["audit_entry"]]


@contextmanager
def _questions() -> Iterator[list[Question]]:
    asked: list[Question] = []

    def note(_connection: object, _cursor: object, statement: str, values: Sequence[Any], *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, values))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def _read_whole(statement: str, values: Sequence[Any]) -> Iterator[str]:
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values)).all()
    plan = [row[-1] for row in rows]
    ends = " LIMIT " in statement and "USE TEMP B-TREE FOR ORDER BY" not in plan
    tables = {table.name for table in db.metadata.sorted_tables} - FEW
    for step in plan:
        if (scan := SCAN.match(step)) and scan["table"] in tables and not (ends and scan["index"]):
            yield scan["table"]
