"""What is put back into PostgreSQL is read piece by piece: whatever the pieces hold, there is a verdict and no row."""

import io
import json
import struct
from collections.abc import Iterator

import psycopg
import pytest

from tests.servers import postgres_database
from toolkit.database_copy import postgresql
from toolkit.database_copy.postgresql import Driver
from toolkit.errors import Tampered

HEAD = ["child", ["id", "code"]]
ROWS = b"1\tA-1\n2\tA-2\n"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_database() as url:
        yield url.replace("postgresql+psycopg", "postgresql")


@pytest.fixture
def driver(server: str) -> Iterator[Driver]:
    with psycopg.connect(server) as connection:
        connection.execute("CREATE TABLE child (id integer PRIMARY KEY, code text NOT NULL)")
        yield connection
        connection.rollback()


def piece(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def head(value: object) -> bytes:
    return piece(json.dumps(value).encode())


WHOLE = head(HEAD) + piece(ROWS) + piece(b"")


def rows(driver: Driver) -> list[tuple[object, ...]]:
    return driver.execute("SELECT id, code FROM child ORDER BY id").fetchall()


def test_whole_pieces_become_rows(driver: Driver) -> None:
    postgresql._fill(driver, io.BytesIO(WHOLE))
    assert rows(driver) == [(1, "A-1"), (2, "A-2")]


def test_what_stood_there_gives_way_to_the_copy(driver: Driver) -> None:
    driver.execute("INSERT INTO child VALUES (9, 'the migration put it there')")
    postgresql._fill(driver, io.BytesIO(WHOLE))
    assert rows(driver) == [(1, "A-1"), (2, "A-2")]


@pytest.mark.parametrize("end", [1, 3, 5, len(head(HEAD)), len(head(HEAD)) + 2, len(WHOLE) - 4, len(WHOLE) - 1])
def test_a_copy_that_ends_too_early_is_refused_wherever_it_ends(driver: Driver, end: int) -> None:
    with pytest.raises(Tampered):
        postgresql._fill(driver, io.BytesIO(WHOLE[:end]))


@pytest.mark.parametrize(
    "pieces",
    [
        head(["pg_authid", ["rolname"]]),
        head(["child", ["id", "password"]]),
        head(["child", []]),
        head(["child", "id"]),
        head(["child"]),
        head({"table": "child"}),
        head(7),
        head([["child"], ["id"]]),
        head(["child", [["id"]]]),
        head(['child"; DROP TABLE child; --', ["id"]]),
        piece(b"no json"),
        piece(b"\xff\xfe"),
        struct.pack(">I", postgresql.LARGEST + 1),
        struct.pack(">I", 2**32 - 1),
    ],
)
def test_a_head_that_names_no_table_of_ours_is_refused(driver: Driver, pieces: bytes) -> None:
    with pytest.raises(Tampered):
        postgresql._fill(driver, io.BytesIO(pieces + piece(ROWS) + piece(b"")))
    assert rows(driver) == []


@pytest.mark.parametrize("values", [b"one\tA-1\n", b"1\n", b"1\t\\N\n", b"1\tA\n1\tB\n", b"1\tA\tB\n"])
def test_rows_that_the_table_cannot_hold_are_the_databases_to_refuse(driver: Driver, values: bytes) -> None:
    """`load` makes one refusal of both: values that are none, and rows that do not fit together."""
    with pytest.raises((psycopg.DataError, psycopg.IntegrityError)):
        postgresql._fill(driver, io.BytesIO(head(HEAD) + piece(values) + piece(b"")))
