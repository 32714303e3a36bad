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
    if not url:
        yield well(BROKER, N_("None is named: workers look for work by themselves, once a second."))
        return
    state = wakeups.ask(url)
    if state in wakeups.REFUSALS:
        yield wrong(BROKER, wakeups.REFUSALS[state], "")
    elif state is BrokerState.AWAY:
        yield warning(
            BROKER, N_("It does not answer. Everything works without it, some seconds slower."),
            N_("Look whether it runs, and whether this machine reaches it: BR_BROKER_URL."),
        )  # fmt: skip
    elif urlsplit(url).scheme.startswith("amqp"):
        yield well(BROKER, N_("RabbitMQ answers, and keeps our messages in a quorum queue."))
    else:
        yield well(BROKER, N_("Redis answers."))
