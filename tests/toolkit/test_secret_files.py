"""A password may lie in a file beside its address: it is quoted into it, and a slip is said without a word of it."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from toolkit.broker_settings import read_broker
from toolkit.database_settings import read_database
from toolkit.errors import Misconfigured

ADDRESS = "postgresql+psycopg://roster@database/roster"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A password that an address could not hold as it is."""
    path = tmp_path / "password"
    path.write_text("a/b:c@d%å\n", encoding="utf-8")
    return path


def test_the_database_gets_the_password_of_the_file(file: Path, tmp_path: Path) -> None:
    said = {"BR_DATABASE_URL": ADDRESS, "BR_DATABASE_PASSWORD_FILE": str(file)}
    url = make_url(read_database(said, instance=tmp_path))
    assert (url.username, url.password, url.host, url.database) == ("roster", "a/b:c@d%å", "database", "roster")
    by_socket = said | {"BR_DATABASE_URL": "postgresql+psycopg://roster@/roster?host=/run/postgresql"}
    assert make_url(read_database(by_socket, instance=tmp_path)).query["host"] == "/run/postgresql"


def test_the_broker_gets_the_password_of_the_file(file: Path) -> None:
    from kombu.connection import Connection  # loaded where there is a broker only

    with Connection(
        read_broker({"BR_BROKER_URL": "amqp://roster@broker//", "BR_BROKER_PASSWORD_FILE": str(file)})
    ) as broker:
        assert (broker.userid, broker.password, broker.hostname, broker.virtual_host) == (
            "roster", "a/b:c@d%å", "broker", "/",
        )  # fmt: skip


def test_without_a_file_an_address_stays_as_it_is(tmp_path: Path) -> None:
    assert read_database({"BR_DATABASE_URL": ADDRESS}, instance=tmp_path) == ADDRESS
    assert read_database({}, instance=tmp_path) == f"sqlite:///{tmp_path / 'roster.sqlite3'}"


@pytest.mark.parametrize("url", ["postgresql+psycopg://roster:hush@database/roster", ""])
def test_a_file_needs_an_address_without_a_password(url: str, file: Path, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="must be an address without one") as refused:
        read_database({"BR_DATABASE_URL": url, "BR_DATABASE_PASSWORD_FILE": str(file)}, instance=tmp_path)
    assert "hush" not in refused.value.message % refused.value.values


def test_a_file_for_no_broker_is_told(file: Path) -> None:
    with pytest.raises(Misconfigured, match="BR_BROKER_URL must look like"):
        read_broker({"BR_BROKER_PASSWORD_FILE": str(file)})


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_file_that_holds_nothing_readable_is_told(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "password"
    if content is not None:
        path.write_bytes(content)
    said = {"BR_DATABASE_URL": ADDRESS, "BR_DATABASE_PASSWORD_FILE": str(path)}
    with pytest.raises(Misconfigured, match="cannot be read, or is empty"):
        read_database(said, instance=tmp_path)
