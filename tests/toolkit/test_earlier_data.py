"""Where sealed data lie on other machines, a start without their keys refuses before it writes anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.engines import ENGINES, KeptEngine
from tests.servers import postgres_database
from toolkit import database_away, earlier_data, starting
from toolkit.errors import Misconfigured
from toolkit.store_settings import StoreSettings
from toolkit.vault.models import KeyCheck
from toolkit.vault.object_store import ObjectStore

KEYS = ("vault.json", "data_keys.json")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database that is not in the data folder."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
        return
    with postgres_database() as url:
        yield url


def refused(environment: dict[str, str]) -> str:
    with pytest.raises(Misconfigured) as refusal:
        starting.prepare_instance(environment)
    return refusal.value.message


def keys_in(instance: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in instance.glob("keys/*")}


@pytest.mark.one_database
@pytest.mark.parametrize("lost", [KEYS, KEYS[:1], KEYS[1:]], ids=["both", "ring", "data keys"])
def test_a_database_that_knows_keys_gets_no_new_ones(address: str, tmp_path: Path, lost: tuple[str, ...]) -> None:
    environment = {"BR_INSTANCE": str(tmp_path / "instance"), "BR_DATABASE_URL": address}
    settings = starting.prepare_instance(environment)
    held = keys_in(settings.instance)
    for name in lost:
        (settings.keys / name).unlink()
    assert refused(environment) == earlier_data.IN_DATABASE
    assert keys_in(settings.instance) == {name: text for name, text in held.items() if name not in lost}
    for name in lost:
        (settings.keys / name).write_bytes(held[name])
        (settings.keys / name).chmod(0o600)
    assert starting.prepare_instance(environment) == settings, "with the folder put back it starts"


@pytest.mark.one_database
def test_a_new_machine_with_an_empty_folder_is_told_and_its_folder_stays_empty(address: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    starting.prepare_instance({"BR_INSTANCE": str(first), "BR_DATABASE_URL": address})
    assert refused({"BR_INSTANCE": str(second), "BR_DATABASE_URL": address}) == earlier_data.IN_DATABASE
    assert list(second.iterdir()) == []
    engine = sa.create_engine(address)
    with engine.connect() as connection:
        assert len(connection.scalars(sa.select(KeyCheck)).all()) == 2, "the keys of the first, and nobody else's"
    engine.dispose()


@pytest.mark.one_database
def test_a_database_that_is_away_stops_before_there_are_keys(tmp_path: Path) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    environment = {"BR_INSTANCE": str(tmp_path / "instance"), "BR_DATABASE_URL": nowhere}
    assert refused(environment) == database_away.AWAY
    assert not (tmp_path / "instance" / "keys").exists()


@ENGINES
def test_a_bucket_with_recordings_gets_no_new_keys_and_one_with_what_it_was_tried_with_does(
    s3_server: KeptEngine, s3_settings: StoreSettings, tmp_path: Path
) -> None:
    environment = {"BR_INSTANCE": str(tmp_path / "instance"), "BR_STORE_URL": s3_server.url}
    store = ObjectStore(s3_settings)
    for name in ("recording-1", "check-0123456789abcdef"):
        with store.create(name) as draft:
            draft.write(b"sealed")
    assert refused(environment) == earlier_data.IN_STORE
    assert list((tmp_path / "instance").iterdir()) == []
    store.destroy("recording-1")
    assert starting.prepare_instance(environment).store == s3_settings
    store.close()
