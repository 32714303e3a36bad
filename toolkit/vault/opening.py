"""Which store the settings name: the data folder, or an object store."""

from toolkit.config import Settings
from toolkit.vault.object_store import ObjectStore
from toolkit.vault.store import FileStore, Store


def open_store(settings: Settings) -> Store:
    """Where sealed files lie."""
    return ObjectStore(settings.store) if settings.store else FileStore(settings.vault)
