"""What only a store on another machine can do: keep versions, refuse, be away. `tests/faults` kills it in mid-work."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.engines import ENGINES, KEPT
from toolkit.errors import Misconfigured, StorageFull, StoreUnavailable, WrongState
from toolkit.store_settings import StoreSettings
from toolkit.vault import object_client
from toolkit.vault.object_store import ObjectStore

pytestmark = ENGINES


@pytest.fixture
def store(s3_settings: StoreSettings) -> Iterator[ObjectStore]:
    store = ObjectStore(s3_settings)
    yield store
    store.close()


def put(store: ObjectStore, name: str, data: bytes = b"sealed") -> None:
    with store.create(name) as draft:
        draft.write(data)


def list_versions(store: ObjectStore) -> list[dict[str, Any]]:
    found = store._client.list_object_versions(Bucket=KEPT)
    return [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]


def test_what_is_destroyed_leaves_no_version_in_a_bucket_that_keeps_them(s3_settings: StoreSettings) -> None:
    store = ObjectStore(replace(s3_settings, bucket=KEPT))
    put(store, "take-1")
    put(store, "take-10")
    assert store.destroy("take-1") is True
    assert [each["Key"] for each in list_versions(store)] == ["take-10"]
    store.destroy_all(["take-10", "never-there"])
    assert list_versions(store) == []
    store.close()


def test_an_answer_that_is_lost_makes_no_stranger_of_ones_own_file(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = store._client.put_object

    def lose_the_answer(**words: Any) -> Any:
        sent(**words)
        return sent(**words)  # as the client does when no answer came

    monkeypatch.setattr(store._client, "put_object", lose_the_answer)
    put(store, "mine")
    monkeypatch.undo()
    with pytest.raises(WrongState):
        put(store, "mine", b"another's")
    with store.open("mine") as file:
        assert file.read() == b"sealed"


@pytest.mark.parametrize(
    ("raised", "meant"),
    [
        (ClientError({"Error": {"Code": "QuotaExceeded"}}, "PutObject"), StorageFull),
        (ClientError({"Error": {"Code": "507"}}, "PutObject"), StorageFull),
        (ClientError({"Error": {"Code": "SlowDown"}}, "PutObject"), StoreUnavailable),
        (ConnectionClosedError(endpoint_url="x"), StoreUnavailable),
    ],
)
def test_what_goes_wrong_there_is_said_in_our_words(raised: Exception, meant: type[Exception]) -> None:
    with pytest.raises(meant), object_client.explained():
        raise raised


def test_a_store_is_proved_before_the_start(s3_settings: StoreSettings, store: ObjectStore) -> None:
    object_client.prove(s3_settings)
    assert store.list_names() == []
    wrong = {
        "does not let us in": replace(s3_settings, secret="another"),
        "The bucket not-there is not there": replace(s3_settings, bucket="not-there"),
        "at http://127.0.0.1:9 does not answer": replace(s3_settings, endpoint="http://127.0.0.1:9"),
    }
    for said, settings in wrong.items():
        with pytest.raises(Misconfigured) as refused:
            object_client.prove(settings)
        assert said in refused.value.message % refused.value.values


def test_a_bucket_that_lets_nothing_go_is_refused(s3_settings: StoreSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    client = object_client.make_client(s3_settings)
    locked = {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Days": 30}}}}
    monkeypatch.setattr(client, "get_object_lock_configuration", lambda **_: locked)
    monkeypatch.setattr(object_client, "make_client", lambda _settings: client)
    with pytest.raises(Misconfigured, match="object lock"):
        object_client.prove(s3_settings)
    client.close()
