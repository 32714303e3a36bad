"""The vault: a store and a keyring put together. Recordings come from `interviews.intake` as they arrive."""

from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, SealedReader, SealingWriter, rewrap
from toolkit.vault.store import Store


class Vault:
    """Seals files into the store and opens them again; plaintext never reaches a disk."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self.store = store
        self.keyring = keyring

    @contextmanager
    def writing(self, file_id: str) -> Iterator[SealingWriter]:
        """A writer; when the block ends well the file is in the store and `writer.sealed` is what to keep.

        Raises WrongState when the id is taken, StorageFull when the disk is; then nothing is left behind.
        """
        with self.store.create(file_id) as draft:
            writer = SealingWriter(draft, keyring=self.keyring, file_id=file_id)
            yield writer
            writer.close()

    def reading(self, sealed: SealedFile) -> SealedReader:
        """A seekable file of plaintext; close it. Raises NotFound, Tampered."""
        source = self.store.open(sealed.file_id)
        try:
            return SealedReader(source, sealed, keyring=self.keyring)
        except BaseException:
            source.close()
            raise

    def destroy(self, file_id: str) -> bool:
        """Remove the bytes for good; the caller clears `wrapped_key` in its row as well."""
        return self.store.destroy(file_id)

    def rewrap(self, sealed: SealedFile) -> SealedFile:
        """The same file under the active key, for the row to keep; the stored bytes stay as they are."""
        return rewrap(self.keyring, sealed)
