"""Where recordings lie is said in an address and a file; what is half said or wrong stops the start, secret untold."""

from pathlib import Path

import pytest

from toolkit.errors import Misconfigured
from toolkit.store_settings import read_store

URL = "s3+https://KEY%2F1@s3.norrvik.example:9000/roster"


@pytest.fixture
def secret(tmp_path: Path) -> str:
    file = tmp_path / "secret"
    file.write_text("hush-hush\n", encoding="ascii")
    return str(file)


def test_nothing_said_is_the_folder() -> None:
    assert read_store({}) is None
    assert read_store({"BR_STORE_URL": " "}) is None


def test_what_is_said_counts(secret: str) -> None:
    store = read_store({"BR_STORE_URL": f"{URL}?region=eu-north-1", "BR_STORE_SECRET_FILE": secret})
    assert store
    assert (store.endpoint, store.bucket) == ("https://s3.norrvik.example:9000", "roster")
    assert (store.key, store.secret, store.region) == ("KEY/1", "hush-hush", "eu-north-1")
    assert "hush" not in repr(store)
    within = read_store({"BR_STORE_URL": "s3+http://KEY:a%2Fb@127.0.0.1/roster"})
    assert within
    assert (within.endpoint, within.secret, within.region) == ("http://127.0.0.1", "a/b", "us-east-1")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("https://KEY@s3.example/roster", "must look like"),
        ("s3+https://s3.example/roster", "must look like"),
        ("s3+https://KEY@s3.example", "must look like"),
        ("s3+https://KEY@s3.example/Two/Parts", "must look like"),
        ("s3+https://KEY@s3.example:port/roster", "must look like"),
        ("s3+https://KEY@s3.example/roster?regio=x", "must look like"),
        ("s3+https://KEY@s3.example/roster?region", "must look like"),
        ("s3+https://[KEY@s3.example/roster", "must look like"),
        ("s3+https://KEY:hush-hush@s3.example/roster", "say one of them"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_without_being_repeated(
    secret: str, said: str, sentence: str
) -> None:
    with pytest.raises(Misconfigured, match=sentence) as refused:
        read_store({"BR_STORE_URL": said, "BR_STORE_SECRET_FILE": secret})
    assert "hush" not in refused.value.message % refused.value.values


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "is missing"),
        ({"BR_STORE_SECRET_FILE": "/nowhere/at-all"}, "cannot be read, or is empty"),
        ({"BR_STORE_SECRET_FILE": "", "BR_STORE_CA_FILE": "/nowhere"}, "is missing"),
    ],
)
def test_a_secret_that_is_missing_is_said(more: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read_store({"BR_STORE_URL": URL, **more})


def test_a_file_of_a_store_that_is_not_named_is_refused(secret: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="names none"):
        read_store({"BR_STORE_SECRET_FILE": secret})
    with pytest.raises(Misconfigured, match="is not there"):
        read_store({"BR_STORE_URL": URL, "BR_STORE_SECRET_FILE": secret, "BR_STORE_CA_FILE": str(tmp_path / "ca")})
