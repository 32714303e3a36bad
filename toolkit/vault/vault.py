"""The vault: a store and the keys put together. Recordings come from `interviews.intake` as they arrive."""

import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

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
        return _opened(self.store.open(sealed.file_id), sealed, keyring)

    def reading_each(self, files: Sequence[SealedFile]) -> Iterator[SealedReader]:
        """Many files one after the other, each closed before the next is given. Raises what `reading` does."""
        sources = self.store.open_each(sealed.file_id for sealed in files)
        for sealed, source in zip(files, sources, strict=True):
            with _opened(source, sealed, self.keys.get(sealed.key_id)) as reader:
                yield reader

    @contextmanager
    def lending(self, file_id: str) -> Iterator[BinaryIO]:
        """The sealed bytes as a file with a descriptor, for a process of its own. Raises NotFound.

        What lies on another machine is copied, sealed as it is, into a file without a name, gone with its descriptor.
        """
        with self.store.open(file_id) as source:
            if _has_descriptor(source):
                yield source
                return
            with tempfile.TemporaryFile() as copy:
                shutil.copyfileobj(source, copy, io.DEFAULT_BUFFER_SIZE * 128)
                copy.flush()
                copy.seek(0)
                yield copy

    def destroy(self, file_id: str) -> bool:
        """Remove the bytes for good; the caller clears `wrapped_key` in its row as well."""
        return self.store.destroy(file_id)

    def destroy_all(self, file_ids: Sequence[str]) -> None:
        """The same for many, whether they are there or not."""
        self.store.destroy_all(file_ids)

    def move(self, sealed: SealedFile, *, to: str) -> SealedFile:
        """The same file with its key under another data key, for the row to keep; the stored bytes stay as they are."""
        if sealed.key_id == to:
            return sealed
        return rewrap(self.keys.get(sealed.key_id), sealed, to=self.keys.get(to))


def _opened(source: BinaryIO, sealed: SealedFile, keyring: Keyring) -> SealedReader:
    try:
        return SealedReader(source, sealed, keyring=keyring)
    except BaseException:
        source.close()
        raise


def _has_descriptor(source: BinaryIO) -> bool:
    try:
        source.fileno()
    except io.UnsupportedOperation:
        return False
    return True
