"""What is said of the broker: nothing is wrong without one, and each thing that can be amiss has its way out."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from toolkit import config
from toolkit.findings import Finding, Level
from toolkit.jobs import wakeups
from toolkit.jobs.wakeups import BrokerState
from toolkit.operations.broker_check import check_broker


@pytest.fixture
def look(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Finding]:
    """Look at a broker that answers in one way."""

    def at(url: str, state: BrokerState = BrokerState.WELL) -> Finding:
        monkeypatch.setattr(wakeups, "ask", lambda _url: state)
        config.SETTINGS.put(replace(config.current(), broker_url=url))
        [one] = check_broker()
        return one

    return at


@pytest.mark.parametrize(
    ("url", "state", "level", "words"),
    [
        ("", BrokerState.AWAY, Level.OK, "None is named"),
        ("amqps://r:hush@rabbit.example//", BrokerState.WELL, Level.OK, "quorum queue"),
        ("rediss://:hush@redis.example/0", BrokerState.WELL, Level.OK, "Redis answers"),
        ("amqp://127.0.0.1//", BrokerState.WELL, Level.OK, "quorum queue"),
        ("amqps://r:hush@rabbit.example//", BrokerState.AWAY, Level.WARNING, "BR_BROKER_URL"),
        ("amqps://r:hush@rabbit.example//", BrokerState.STUCK, Level.WARNING, "rabbitmqctl delete_queue"),
        ("amqps://r:hush@rabbit.example//", BrokerState.CLOSED, Level.WRONG, "Check user and password"),
        ("amqps://r:hush@rabbit.example//", BrokerState.OTHER_QUEUE, Level.WRONG, "rabbitmqctl delete_queue"),
    ],
)
def test_one_line_with_the_way_out(
    look: Callable[..., Finding], url: str, state: BrokerState, level: Level, words: str
) -> None:
    found = look(url, state)
    assert found.level is level
    assert words in f"{found.message} {found.way_out}"
    assert "hush" not in repr(found)
