"""Whether what is sent to database, stores and broker is closed on its way: a line for each on another machine."""

from collections.abc import Iterator, Mapping

from toolkit.broker_settings import URL as BROKER_URL
from toolkit.config import Settings
from toolkit.database_settings import URL as DATABASE_URL
from toolkit.engine_ways import list_ways
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well

DATABASE, STORE, BROKER = N_("The way to the database"), N_("The way to the store"), N_("The way to the broker")
COPIES = N_("The way to the copies")
ABOUT: Mapping[str, str] = {DATABASE_URL: DATABASE, BROKER_URL: BROKER, "BR_STORE_URL": STORE}
TRUSTED = N_("It is not encrypted. BR_TRUSTED_NETWORK says that nobody else reaches the network between.")


def check_connections(settings: Settings) -> Iterator[Finding]:
    """What lies on this machine, or is not there at all, is not spoken of. No address and no password is repeated."""
    for way in list_ways(settings.database_url, settings.broker_url, settings.store, settings.backup.store):
        about = ABOUT.get(way.setting, COPIES)
        if way.is_closed:
            yield well(about, N_("It is encrypted."))
        elif settings.trusts_network:
            yield well(about, TRUSTED)
        else:  # the start refuses it; a program that was started otherwise says so
            open_way = N_("What is sent to it can be read on the way.")
            yield warning(about, open_way, way.sentence, name=way.setting)
