"""What `doctor` says of the way to other machines, and that it says nothing of what stays on this one."""

from dataclasses import replace

import pytest
from flask import Flask

from toolkit import config
from toolkit.findings import Level
from toolkit.operations.connections import BROKER, COPIES, DATABASE, STORE, check_connections
from toolkit.store_settings import StoreSettings


@pytest.fixture
def here(app: Flask) -> config.Settings:
    with app.app_context():
        return replace(config.current(), database_url="sqlite:///roster.sqlite3", store=None, broker_url="")


def _store(endpoint: str) -> StoreSettings:
    return StoreSettings(endpoint=endpoint, bucket="roster", key="norrvik", secret="kråkan")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///roster.sqlite3",
        "postgresql+psycopg://roster@localhost/roster",
        "postgresql+psycopg://roster@127.0.0.1:5433/roster",
        "postgresql+psycopg://roster@[::1]/roster",
        "postgresql+psycopg://roster@/roster?host=/run/postgresql",
        "postgresql+psycopg:///roster",
    ],
)
def test_what_stays_on_this_machine_is_not_spoken_of(here: config.Settings, url: str) -> None:
    local = replace(
        here, database_url=url, store=_store("http://127.0.0.1:8333"), broker_url="redis://:kråkan@localhost:6379/0"
    )
    assert list(check_connections(local)) == []


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("postgresql+psycopg://roster@db.norrvik.example/roster", Level.WARNING),
        ("postgresql+psycopg://roster@db.norrvik.example/roster?sslmode=require", Level.WARNING),  # to whom?
        ("postgresql+psycopg://roster@db.norrvik.example/roster?sslmode=verify-full", Level.OK),
        ("postgresql+psycopg://roster@10.0.0.7/roster?sslmode=verify-ca", Level.OK),
        ("postgresql+psycopg://roster@/roster?host=db1.norrvik.example:5432&host=db2.norrvik.example", Level.WARNING),
        ("postgresql+psycopg://roster@/roster?host=localhost,db2.norrvik.example", Level.WARNING),
    ],
)
def test_a_database_elsewhere_must_prove_who_it_is(here: config.Settings, url: str, level: Level) -> None:
    (found,) = check_connections(replace(here, database_url=url))
    assert (found.about, found.level) == (DATABASE, level)


@pytest.mark.parametrize(("scheme", "level"), [("http", Level.WARNING), ("https", Level.OK)])
def test_so_must_a_store(here: config.Settings, scheme: str, level: Level) -> None:
    (found,) = check_connections(replace(here, store=_store(f"{scheme}://s3.norrvik.example")))
    assert (found.about, found.level) == (STORE, level)


@pytest.mark.parametrize(
    ("scheme", "level"),
    [("amqp", Level.WARNING), ("redis", Level.WARNING), ("amqps", Level.OK), ("rediss", Level.OK)],
)
def test_so_must_a_broker_and_its_password_is_not_repeated(here: config.Settings, scheme: str, level: Level) -> None:
    (found,) = check_connections(replace(here, broker_url=f"{scheme}://roster:kråkan@rabbit.norrvik.example//"))
    assert (found.about, found.level) == (BROKER, level)
    assert "kråkan" not in str(found)


def test_each_way_has_a_line_of_its_own_with_the_way_out(here: config.Settings) -> None:
    found = list(
        check_connections(
            replace(
                here,
                database_url="postgresql+psycopg://roster@db.norrvik.example/roster",
                store=_store("http://s3.norrvik.example"),
                broker_url="amqp://rabbit.norrvik.example//",
            )
        )
    )
    assert [one.about for one in found] == [DATABASE, STORE, BROKER]
    assert all("TLS" in one.way_out for one in found)


def test_on_a_network_that_is_said_to_be_closed_it_says_so_and_is_content(here: config.Settings) -> None:
    open_way = "postgresql+psycopg://roster@db.norrvik.example/roster"
    (found,) = check_connections(replace(here, database_url=open_way, trusts_network=True))
    assert (found.about, found.level) == (DATABASE, Level.OK)
    assert "BR_TRUSTED_NETWORK" in found.message


def test_the_bucket_of_copies_has_its_own_line(here: config.Settings) -> None:
    copies = replace(_store("http://s3.norrvik.example"), setting="BR_BACKUP_URL")
    (found,) = check_connections(replace(here, backup=replace(here.backup, store=copies)))
    assert (found.about, found.level) == (COPIES, Level.WARNING)
