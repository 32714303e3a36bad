"""The vault: a store and the keys put together. Recordings come from `interviews.intake` as they arrive."""

from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.vault.data_keys import INSTALLATION, DataKeys
from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealedReader, SealingWriter, rewrap
from toolkit.vault.store import Store


class Vault:
    """Seals files into the store and opens them again; plaintext never reaches a disk."""

    def __init__(self, store: Store, keys: DataKeys) -> None:
        self.store = store
        self.keys = keys

    @property
    def installation(self) -> Keyring:
        """The key of what belongs to no interview."""
        return self.keys.get(INSTALLATION)

    @contextmanager
    def writing(self, file_id: str) -> Iterator[SealingWriter]:
        """A writer; when the block ends well the file is in the store and `writer.sealed` is what to keep.

        The file's own key lies under the installation's until a row keeps it: see `row_sealing`.
        Raises WrongState when the id is taken, StorageFull when the disk is; then nothing is left behind.
        """
        with self.store.create(file_id) as draft:
            writer = SealingWriter(draft, keyring=self.installation, file_id=file_id)
            yield writer
            writer.close()

    def reading(self, sealed: SealedFile) -> SealedReader:
        """A seekable file of plaintext; close it. Raises NotFound, KeyGone, Tampered."""
        keyring = self.keys.get(sealed.key_id)
        source = self.store.open(sealed.file_id)
        try:
            return SealedReader(source, sealed, keyring=keyring)
        except BaseException:
            source.close()
            raise

    def destroy(self, file_id: str) -> bool:
        """Remove the bytes for good; the caller clears `wrapped_key` in its row as well."""
        return self.store.destroy(file_id)

    def move(self, sealed: SealedFile, *, to: str) -> SealedFile:
        """The same file with its key under another data key, for the row to keep; the stored bytes stay as they are."""
        if sealed.key_id == to:
            return sealed
        return rewrap(self.keys.get(sealed.key_id), sealed, to=self.keys.get(to))
