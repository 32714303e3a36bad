"""Which database: SQLite in the data folder, or the one that BR_DATABASE_URL names, read before the start. Pure."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.secret_files import with_password

URL, PASSWORD_FILE = "BR_DATABASE_URL", "BR_DATABASE_PASSWORD_FILE"


def read_database(environment: Mapping[str, str], *, instance: Path) -> str:
    """The address, in SQLAlchemy's form. Raises `Misconfigured`, without repeating a password."""
    said = environment.get(URL) or f"sqlite:///{instance / 'roster.sqlite3'}"
    return with_password(said, environment, url_name=URL, file_name=PASSWORD_FILE)
