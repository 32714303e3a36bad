"""Settings come from the environment; what is unsafe or unreadable stops the start with a sentence that helps."""

from pathlib import Path

import pytest

from toolkit import config
from toolkit.config import MEGABYTE, Settings
from toolkit.errors import Misconfigured


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "session.key").write_text("k" * 48, encoding="ascii")
    return tmp_path


def read(instance: Path, **environment: str) -> Settings:
    return config.read({"BR_INSTANCE": str(instance), **environment})


def refusal(instance: Path, **environment: str) -> str:
    with pytest.raises(Misconfigured) as refused:
        read(instance, **environment)
    return refused.value.message % refused.value.values


def test_nothing_said_is_safe_and_stays_on_this_machine(instance: Path) -> None:
    settings = read(instance)
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8400, False)
    assert settings.database_url == f"sqlite:///{instance / 'roster.sqlite3'}"
    assert (settings.engine, settings.device, settings.recognition_memory) == ("faster-whisper", "auto", None)


def test_what_is_said_counts(instance: Path) -> None:
    settings = read(instance, BR_HOST="10.0.0.4", BR_DEVICE="cpu", BR_RECOGNITION_MEMORY_MB="2000", BR_PORT="8500")
    assert settings.secure_cookies, "whoever listens to the outside needs HTTPS"
    assert (settings.device, settings.recognition_memory, settings.port) == ("cpu", 2000 * MEGABYTE, 8500)
    assert not read(instance, BR_HOST="localhost").secure_cookies


@pytest.mark.parametrize(
    "environment",
    [
        {"BR_ADDRESS": "https://roster.example"},
        {"BR_ADDRESS": "https://roster.example, http://localhost:8400"},
        {"BR_ADDRESS": "https://roster.example", "BR_PROXIES": "127.0.0.1"},
        {"BR_HOST": "10.0.0.4"},
    ],
)
def test_cookies_are_secure_whenever_the_outside_is_https(instance: Path, environment: dict[str, str]) -> None:
    settings = read(instance, **environment)
    assert settings.secure_cookies
    assert settings.proxies == (("127.0.0.1",) if "BR_PROXIES" in environment else ())


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"BR_HOST": "10.0.0.4", "BR_SECURE_COOKIES": "0"}, "Put HTTPS in front"),
        ({"BR_HOST": "norrvik.example", "BR_SECURE_COOKIES": "no"}, "Put HTTPS in front"),
        ({"BR_HOST": "::", "BR_DEMO": "1"}, "may only be served to this machine"),
        ({"BR_ADDRESS": "https://a.example", "BR_SECURE_COOKIES": "0"}, "Remove BR_SECURE_COOKIES=0"),
        ({"BR_PROXIES": "127.0.0.1"}, "BR_PROXIES needs BR_ADDRESS"),
        ({"BR_PROXIES": "*", "BR_ADDRESS": "https://a.example"}, "must be the proxy's own address"),
        ({"BR_PORT": "åtta"}, "BR_PORT must be a whole number above 0."),
        ({"BR_PORT": "0"}, "BR_PORT must be a whole number above 0."),
        ({"BR_RECOGNITION_MEMORY_MB": "-1"}, "BR_RECOGNITION_MEMORY_MB must be a whole number above 0."),
        ({"BR_DEMO": "perhaps"}, "BR_DEMO must be 1 or 0."),
        ({"BR_ENGINE": "whisper.cpp"}, "BR_ENGINE must be faster-whisper or openai-whisper."),
        ({"BR_DEVICE": "tpu"}, "BR_DEVICE must be auto or cpu."),
    ],
)
def test_what_is_unsafe_or_unreadable_stops_the_start(instance: Path, environment: dict[str, str], said: str) -> None:
    assert said in refusal(instance, **environment)


def test_a_key_that_is_missing_short_or_unreadable_stops_the_start(instance: Path) -> None:
    key = instance / "keys" / "session.key"
    key.write_text("short", encoding="ascii")
    assert "too short" in refusal(instance)
    key.write_bytes(b"\xff" * 48)
    assert "cannot be read" in refusal(instance)
    key.unlink()
    assert "There is no session key" in refusal(instance)


ELSEWHERE = {
    "BR_DATABASE_URL": "postgresql+psycopg://roster:hush@db.norrvik.example/roster",
    "BR_BROKER_URL": "amqp://roster:hush@rabbit.norrvik.example//",
    "BR_STORE_URL": "s3+http://roster:hush@s3.norrvik.example/roster",
}
CLOSED = {
    "BR_DATABASE_URL": f"{ELSEWHERE['BR_DATABASE_URL']}?sslmode=verify-full",
    "BR_BROKER_URL": "rediss://:hush@redis.norrvik.example/0",
    "BR_STORE_URL": "s3+https://roster:hush@s3.norrvik.example/roster",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_engine_on_another_machine_without_tls_stops_the_start(instance: Path, name: str) -> None:
    said = refusal(instance, **{name: ELSEWHERE[name]})
    assert name in said
    assert "TLS" in said
    assert "BR_TRUSTED_NETWORK=1" in said
    assert "hush" not in said
    assert "norrvik" not in said


@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("more", [{"BR_TRUSTED_NETWORK": "1"}, CLOSED])
def test_it_starts_over_tls_or_on_a_network_that_is_said_to_be_closed(
    instance: Path, name: str, more: dict[str, str]
) -> None:
    assert read(instance, **{name: ELSEWHERE[name], **more})


def test_a_copy_of_the_data_is_sent_as_closed_as_the_data(instance: Path) -> None:
    keys = instance.parent / "keys-elsewhere"
    copies = {"BR_BACKUP_KEYS": str(keys), "BR_BACKUP_URL": ELSEWHERE["BR_STORE_URL"]}
    with pytest.raises(Misconfigured, match="TLS"):
        read(instance, **copies)


@pytest.mark.parametrize(
    "address", ["s3+http://roster:hush@127.0.0.1:8333/roster", "s3+http://roster:hush@localhost:8333/roster"]
)
def test_an_engine_on_this_machine_needs_none(instance: Path, address: str) -> None:
    assert read(instance, BR_STORE_URL=address, BR_BROKER_URL="redis://localhost:6379/0")


@pytest.mark.parametrize("said", ["2", "ja", "trusted"])
def test_trust_is_said_plainly_or_not_at_all(instance: Path, said: str) -> None:
    with pytest.raises(Misconfigured, match="must be 1 or 0"):
        read(instance, BR_TRUSTED_NETWORK=said)
