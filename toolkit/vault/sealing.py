"""Sealing of files: AES-256-GCM in chunks, pure functions over bytes.

A file has a data key of its own, wrapped by the keyring, and is cut into chunks that can be opened one at
a time. Bytes come from `interviews.intake`; keys from `vault.data_keys`.
"""

import os
import struct
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toolkit.errors import N_, Tampered, WrongState
from toolkit.vault.keyring import TAG, Keyring, packed

CHUNK = 64 * 1024
FILE_HEADER = b"BRv\x01"


class Target(Protocol):
    """Where sealed bytes go: `write` takes all of them or raises."""

    def write(self, data: bytes, /) -> int:
        """Take every byte and return their number."""


@dataclass(frozen=True)
class SealedFile:
    """What a table row keeps about a sealed file. Without `wrapped_key` the bytes can never be read again."""

    file_id: str
    blob_length: int
    plain_length: int
    key_id: str
    wrapped_key: bytes


def _wrap_purpose(file_id: str) -> bytes:
    return packed(b"file", file_id.encode())


def rewrap(keyring: Keyring, sealed: SealedFile, *, to: Keyring) -> SealedFile:
    """The same file with its key wrapped for another keyring; the file's bytes are not touched.

    Whoever holds that keyring alone can open this file and no other: for a helper process.
    """
    purpose = _wrap_purpose(sealed.file_id)
    key_id, wrapped = to.seal(purpose, keyring.open(sealed.key_id, purpose, sealed.wrapped_key))
    return replace(sealed, key_id=key_id, wrapped_key=wrapped)


def _chunk_binding(file_id: str, index: int, *, last: bool) -> tuple[bytes, bytes]:
    """Nonce and associated data of a chunk. A data key seals one file once, so the index is never reused."""
    nonce = struct.pack(">?3xQ", last, index)
    return nonce, packed(FILE_HEADER, file_id.encode(), struct.pack(">Q?", index, last))


class SealingWriter:
    """Seals what is written to it, in pieces of any size, into `target`; holds one chunk of plaintext."""

    def __init__(self, target: Target, *, keyring: Keyring, file_id: str) -> None:
        data_key = AESGCM.generate_key(256)
        self._key_id, self._wrapped_key = keyring.seal(_wrap_purpose(file_id), data_key)
        self._cipher = AESGCM(data_key)
        self._file_id = file_id
        self._target = target
        self._pending = bytearray()
        self._index = 0
        self._plain_length = 0
        self._blob_length = 0
        self._broken = False
        self._sealed: SealedFile | None = None
        self._put(FILE_HEADER)

    @property
    def plain_length(self) -> int:
        """Bytes of plaintext written so far."""
        return self._plain_length

    @property
    def sealed(self) -> SealedFile:
        """What to keep about the file. Raises WrongState before `close`."""
        if self._sealed is None:
            raise WrongState(N_("The file is not finished yet."))
        return self._sealed

    def write(self, data: bytes) -> int:
        """Seal a piece of any size. Whatever error the target raises, the file is then of no more use."""
        self._check_open()
        self._pending += data
        self._plain_length += len(data)
        # A full chunk waits until more comes: the last one is sealed as the last, even when it is full.
        while len(self._pending) > CHUNK:
            piece = bytes(self._pending[:CHUNK])
            del self._pending[:CHUNK]
            self._put_chunk(piece, last=False)
        return len(data)

    def close(self) -> SealedFile:
        """Seal the last chunk and return what to keep. Calling it again returns the same."""
        if self._sealed is None:
            self._check_open()
            self._put_chunk(bytes(self._pending), last=True)
            self._pending.clear()
            self._sealed = SealedFile(
                self._file_id, self._blob_length, self._plain_length, self._key_id, self._wrapped_key
            )
        return self._sealed

    def _check_open(self) -> None:
        if self._broken or self._sealed is not None:
            raise WrongState(N_("The file is closed and cannot be written to."))

    def _put_chunk(self, piece: bytes, *, last: bool) -> None:
        nonce, bound = _chunk_binding(self._file_id, self._index, last=last)
        self._index += 1
        self._put(self._cipher.encrypt(nonce, piece, bound))

    def _put(self, blob: bytes) -> None:
        self._broken = True
        self._target.write(blob)
        self._blob_length += len(blob)
        self._broken = False


def seal_stream(source: BinaryIO, target: Target, *, keyring: Keyring, file_id: str) -> SealedFile:
    """Seal everything that `source` still holds into `target`, a chunk at a time."""
    writer = SealingWriter(target, keyring=keyring, file_id=file_id)
    while piece := source.read(CHUNK):
        writer.write(piece)
    return writer.close()


class SealedReader:
    """A file of plaintext over sealed bytes: read, seek and tell, one chunk in memory.

    Opening it proves the length (the last chunk is opened at once); each chunk is proved when it is read.
    Raises Tampered for anything that is not exactly what was sealed under this file id.
    """

    def __init__(self, source: BinaryIO, sealed: SealedFile, *, keyring: Keyring) -> None:
        self._source = source
        self._sealed = sealed
        self._cipher = AESGCM(keyring.open(sealed.key_id, _wrap_purpose(sealed.file_id), sealed.wrapped_key))
        self._position = 0
        self._held: tuple[int, bytes] | None = None
        self._chunks = max(1, -(-sealed.plain_length // CHUNK))
        self._check_length()
        self._chunk(self._chunks - 1)

    def _check_length(self) -> None:
        expected = len(FILE_HEADER) + self._sealed.plain_length + TAG * self._chunks
        actual = self._source.seek(0, os.SEEK_END)
        self._source.seek(0)
        if self._source.read(len(FILE_HEADER)) != FILE_HEADER or not (expected == actual == self._sealed.blob_length):
            raise Tampered(N_("A sealed file does not have the length that was recorded for it."))

    def __len__(self) -> int:
        """The length of the plaintext in bytes."""
        return self._sealed.plain_length

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes: any place can be reached without opening what lies before it."""
        return True

    def tell(self) -> int:
        """The place of the next byte."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move as in any file; a place after the end gives no bytes. Raises ValueError before the start."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: len(self)}[whence]
        if base + offset < 0:
            raise ValueError("a place before the start of the file")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        """The next `size` bytes (all that is left for -1 or None); fewer only at the end."""
        left = max(0, len(self) - self._position)
        wanted = left if size is None or size < 0 else min(size, left)
        pieces: list[bytes] = []
        while wanted > 0:
            index, start = divmod(self._position, CHUNK)
            piece = self._chunk(index)[start : start + wanted]
            pieces.append(piece)
            self._position += len(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Forget the chunk in memory and close the sealed bytes."""
        self._held = None
        self._source.close()

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _chunk(self, index: int) -> bytes:
        if self._held is None or self._held[0] != index:
            last = index == self._chunks - 1
            nonce, bound = _chunk_binding(self._sealed.file_id, index, last=last)
            self._source.seek(len(FILE_HEADER) + index * (CHUNK + TAG))
            try:
                self._held = index, self._cipher.decrypt(nonce, self._source.read(CHUNK + TAG), bound)
            except InvalidTag as error:
                raise Tampered(N_("A sealed file has been changed, or belongs somewhere else.")) from error
        return self._held[1]
