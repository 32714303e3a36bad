"""A broker is named by one address; what cannot be meant stops the start, and the password is not repeated."""

from pathlib import Path

import pytest

from toolkit import config
from toolkit.broker_settings import read_broker
from toolkit.errors import Misconfigured


@pytest.mark.parametrize(
    "url",
    [
        "amqps://roster:hush@rabbit.norrvik.example//",
        "amqp://127.0.0.1",
        "redis://127.0.0.1:6379/0",
        "rediss://:hush@r/1",
    ],
)
def test_rabbitmq_and_redis_are_known(url: str) -> None:
    assert read_broker({"BR_BROKER_URL": f" {url} "}) == url


def test_nothing_said_is_no_broker(tmp_path: Path) -> None:
    assert read_broker({}) == ""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "session.key").write_text("k" * 48, encoding="ascii")
    settings = config.read({"BR_INSTANCE": str(tmp_path), "BR_BROKER_URL": "redis://:hush@127.0.0.1/0"})
    assert settings.broker_url == "redis://:hush@127.0.0.1/0"
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    "url", ["sqs://hush@x", "rabbit.example", "redis://:hush@/0", "amqp://u:hush@x:port", "redis://[hush"]
)
def test_anything_else_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(Misconfigured, match="must look like") as refused:
        read_broker({"BR_BROKER_URL": url})
    assert "hush" not in refused.value.message % refused.value.values
