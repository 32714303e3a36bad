"""What `doctor` says of the broker: whether it answers, and keeps our queue.

Over which way is another check's (`connections`). Without a broker nothing is wrong. One that is away costs seconds, so
it is never more than something to look at.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from toolkit import config
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong
from toolkit.jobs import wakeups
from toolkit.jobs.wakeups import BrokerState

BROKER = N_("The broker")


def check_broker() -> Iterator[Finding]:
    """One line, and what to do about it."""
    url = config.current().broker_url
    yield say(url, wakeups.ask(url) if url else None)


def say(url: str, state: BrokerState | None) -> Finding:
    """The line for a broker that answered so; None where there is none."""
    if state is None:
        return well(BROKER, N_("None is named: workers look for work by themselves, once a second."))
    if state in wakeups.REFUSALS:
        return wrong(BROKER, wakeups.REFUSALS[state], "")
    if state is BrokerState.AWAY:
        return warning(
            BROKER, N_("It does not answer. Everything works without it, some seconds slower."),
            N_("Look whether it runs, and whether this machine reaches it: BR_BROKER_URL."),
        )  # fmt: skip
    if state is BrokerState.STUCK:
        return warning(
            BROKER, N_("It answers, but its queue has no leader. Everything works without it, some seconds slower."),
            N_("Take the queue away; it is made anew: rabbitmqctl delete_queue barnens-roster"),
        )  # fmt: skip
    if urlsplit(url).scheme.startswith("amqp"):
        return well(BROKER, N_("RabbitMQ answers, and keeps our messages in a quorum queue."))
    return well(BROKER, N_("Redis answers."))
