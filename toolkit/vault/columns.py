"""Sealed text in a table's column: encrypted on the way in, opened on the way out, unreadable in the database file."""

from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from toolkit.installation import Held
from toolkit.vault.texts import open_text, seal_text
from toolkit.vault.vault import Vault

VAULT: Held[Vault] = Held("its vault")


def vault() -> Vault:
    """The vault of this installation, put in place at the start of the app."""
    return VAULT.get()


class SealedText(TypeDecorator[str]):
    """Text sealed under a label ("table.column"), so that a value moved to another column does not open."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else seal_text(vault().keyring, self.label, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else open_text(vault().keyring, self.label, value)
