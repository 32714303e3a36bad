"""Where sealed bytes lie: the promises of a store, and the folder on disk that keeps them.

Bytes come sealed from `vault.sealing`; a store never sees a key or a plaintext. A file is whole or not there.
Pure: neither web nor database.
"""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from toolkit import clock
from toolkit.errors import N_, NotFound, StorageFull, WrongState

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
PART = ".part"
FULL = (errno.ENOSPC, errno.EDQUOT)


class Draft(Protocol):
    """A file being written: it comes to be when its block ends well, and leaves no trace when it does not."""

    def write(self, data: bytes, /) -> int:
        """Take every byte and return their number. Raises StorageFull."""


class Store(Protocol):
    """The promises of every store. Names are lower-case letters, digits and hyphens; others are not found."""

    def create(self, name: str) -> AbstractContextManager[Draft]:
        """A new file, whole on stable storage when the block ends. Raises WrongState for a name in use."""

    def open(self, name: str) -> BinaryIO:
        """The bytes, with seek. Raises NotFound."""

    def open_each(self, names: Iterable[str]) -> Iterator[BinaryIO]:
        """The bytes of many, one after the other; whoever reads closes each. Raises NotFound."""

    def destroy(self, name: str) -> bool:
        """Remove the file for good; False when there was none."""

    def destroy_all(self, names: Sequence[str]) -> None:
        """Remove many, whether they are there or not."""

    def exists(self, name: str) -> bool:
        """Whether a whole file has this name."""

    def size(self, name: str) -> int:
        """Length in bytes. Raises NotFound."""

    def list_names(self, prefix: str = "") -> list[str]:
        """Names of whole files that begin with the prefix, in alphabetical order."""

    def list_leftovers(self) -> list[str]:
        """Names of files that are being written, or whose writer died."""

    def remove_leftovers(self, *, untouched_for: timedelta) -> int:
        """Remove unfinished files that nobody wrote to for that long; how many there were."""


def checked_name(name: str) -> str:
    """The name, if a file may have it. Raises NotFound for any other."""
    if not NAME.fullmatch(name):
        raise not_there()
    return name


def not_there() -> NotFound:
    """The error for a name that no whole file has."""
    return NotFound(N_("There is no such file."))


def name_taken() -> WrongState:
    """The error for a name in use."""
    return WrongState(N_("A file with this id is there already."))


@contextmanager
def _telling_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise StorageFull(
            N_(
                "There is no room left on the server's disk. What was saved before is safe. Ask whoever runs "
                "the server to make room, and try again."
            )
        ) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _FileDraft:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes, /) -> int:
        with _telling_full():
            return self._file.write(data)


class FileStore:
    """A folder of files, spread over 256 subfolders, readable by the server's account only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def create(self, name: str) -> Iterator[Draft]:
        """See Store: written beside its place, synced, then moved there in one step."""
        path = self._path(name)
        if path.exists():
            raise name_taken()
        with _telling_full():
            self._make_folder(path.parent)
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PART}")
        try:
            with _telling_full():
                handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with _telling_full(), open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
                yield _FileDraft(file)
                file.flush()
                os.fsync(file.fileno())
            with _telling_full():
                self._move(part, path)
        finally:
            part.unlink(missing_ok=True)

    def open(self, name: str) -> BinaryIO:
        """See Store."""
        try:
            return self._path(name).open("rb")
        except FileNotFoundError as error:
            raise not_there() from error

    def open_each(self, names: Iterable[str]) -> Iterator[BinaryIO]:
        """See Store."""
        return map(self.open, names)

    def destroy(self, name: str) -> bool:
        """See Store: unlinked, and the folder synced so that it stays away after a power cut."""
        path = self._path(name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        _sync_folder(path.parent)
        return True

    def destroy_all(self, names: Sequence[str]) -> None:
        """See Store."""
        for name in names:
            self.destroy(name)

    def exists(self, name: str) -> bool:
        """See Store."""
        return self._path(name).is_file()

    def size(self, name: str) -> int:
        """See Store."""
        try:
            return self._path(name).stat().st_size
        except FileNotFoundError as error:
            raise not_there() from error

    def list_names(self, prefix: str = "") -> list[str]:
        """See Store."""
        return sorted(path.name for path in self._files() if path.name.startswith(prefix) and not path.suffix)

    def list_leftovers(self) -> list[str]:
        """See Store."""
        return sorted(path.name.split(".")[0] for path in self._files() if path.suffix == PART)

    def remove_leftovers(self, *, untouched_for: timedelta) -> int:
        """See Store. Age is told by the file's own time stamp, since another process may be writing now."""
        border = clock.now().timestamp() - untouched_for.total_seconds()
        removed = 0
        for path in self._files():
            with suppress(FileNotFoundError):
                if path.suffix == PART and path.stat().st_mtime <= border:
                    path.unlink()
                    _sync_folder(path.parent)
                    removed += 1
        return removed

    def _path(self, name: str) -> Path:
        spread = hashlib.sha256(checked_name(name).encode()).hexdigest()[:2]
        return self._folder / spread / name

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            _sync_folder(self._folder)

    def _move(self, part: Path, path: Path) -> None:
        if path.exists():
            raise name_taken()
        part.rename(path)
        _sync_folder(path.parent)

    def _files(self) -> list[Path]:
        return [path for path in self._folder.glob("??/*") if path.is_file()]
