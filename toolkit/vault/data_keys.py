"""The data keys: one for each interview and one for the installation, wrapped by the keyring, in a file beside it.

What belongs to an interview is sealed under its own key. They lie apart from the data, so that destroying a key also
closes whatever copies of the data exist (decision 13). The file remembers which keys were destroyed, so that a copy of
the data that is put back knows what is gone (decision 34).

Making keys adds a line to the file, and whatever takes one away writes it anew (`data_key_file`).
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from toolkit import clock, locks
from toolkit.errors import N_, Misconfigured, WrongState
from toolkit.vault import data_key_file
from toolkit.vault.data_key_file import Destroyed, Wrapped
from toolkit.vault.key_files import append_line, replace_and_erase, whole_lines
from toolkit.vault.keyring import KEY_LENGTH, Keyring, packed

INSTALLATION = "installation"
"""The name of the key of everything that belongs to no interview."""
TRIES = 5

DAMAGED = N_("The file of data keys %(path)s cannot be read. Put the folder of keys back from your newest backup.")
LOST = N_(
    "The file of data keys %(path)s is missing. Put the folder of keys back from your newest backup. Without it nothing"
    " that is sealed can be read."
)

BY_DECISION = " by decision"


class KeyGone(WrongState):
    """What is asked for was sealed under a key that has been destroyed, or lost."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This cannot be opened: its key is gone. Either the interview was taken back, or the folder of keys is"
                " older than the data. Ask whoever runs the server."
            )
        )


@dataclass(frozen=True)
class _Known:
    """What the file held when it had this stamp, how it began, where its lines ended, and the keys out of it that have
    been asked for."""

    stamp: tuple[int, int, int]
    head: bytes
    end: int
    wrapped: Wrapped
    destroyed: Destroyed
    opened: dict[str, Keyring] = field(default_factory=dict)


def _purpose(name: str) -> bytes:
    return packed(b"data key", name.encode())


_NOTHING = _Known((0, 0, 0), b"", 0, {}, {})


class DataKeys:
    """The data keys by name. Each is a keyring of one key, whose id is the name.

    Several processes use the file: each look at it sees what another has made or destroyed.
    """

    def __init__(self, path: Path, ring: Keyring) -> None:
        self.ring = ring
        self._path = path
        self._known = _NOTHING

    @classmethod
    def begin(cls, path: Path, ring: Keyring) -> "DataKeys":
        """The file for a new installation, with its first key. Raises WrongState when it is there."""
        if path.exists():
            raise WrongState(N_("There is a file of data keys already."))
        made = cls(path, ring)
        made._write({}, {})
        made.create(INSTALLATION)
        return made

    def get(self, name: str) -> Keyring:
        """One key. Raises KeyGone when it was destroyed or lost, Tampered when the file was changed."""
        known = self._read()
        if name not in known.opened:
            if name not in known.wrapped:
                raise KeyGone
            key_id, wrapped = known.wrapped[name]
            known.opened[name] = Keyring({name: self.ring.open(key_id, _purpose(name), wrapped)}, active=name)
        return known.opened[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is a key of this name."""
        return name in self._read().wrapped

    @property
    def destroyed(self) -> Destroyed:
        """The keys that were destroyed on purpose, each with its day: what lay under them is to stay gone."""
        return dict(self._read().destroyed)

    @property
    def disposed(self) -> frozenset[str]:
        """Those among the destroyed that went by a decision on disposal."""
        return frozenset(name for name, how in self._read().destroyed.items() if how.endswith(BY_DECISION))

    @property
    def names(self) -> frozenset[str]:
        """The names of all keys."""
        return frozenset(self._read().wrapped)

    def count_by_ring_key(self) -> Counter[str]:
        """How many data keys lie under each key of the ring."""
        return Counter(key_id for key_id, _ in self._read().wrapped.values())

    def create(self, *names: str) -> frozenset[str]:
        """Make the keys that are not there yet, on stable storage when this returns; which they were.

        Raises Misconfigured when the file is lost: a new one would hide that.
        """
        with self._alone():
            read = self._read()
            new = frozenset(names) - read.wrapped.keys()
            made = {name: self.ring.seal(_purpose(name), secrets.token_bytes(KEY_LENGTH)) for name in new}
            if made:
                append_line(self._path, data_key_file.dump_line(made), at=read.end)
        return new

    def destroy(self, *names: str, by_decision: bool = False) -> frozenset[str]:
        """Destroy keys for good; which of them were there. What they sealed is lost, in every copy.

        In the same step the file remembers that they were destroyed, when, and whether by a decision on disposal.
        """
        return self._remove(names, on=clock.today().isoformat() + (BY_DECISION if by_decision else ""))

    def discard(self, *names: str) -> frozenset[str]:
        """Take away keys of rows that never came to be: nobody has to remember them. Which of them were there."""
        return self._remove(names, on=None)

    def rewrap(self, ring: Keyring) -> int:
        """Put every key under the active key of a ring, in one step; how many lay under another."""
        with self._alone():
            read = self._read()
            known = dict(read.wrapped)
            old = [name for name, (key_id, _) in known.items() if key_id != ring.active]
            for name in old:
                key_id, wrapped = known[name]
                known[name] = ring.seal(_purpose(name), ring.open(key_id, _purpose(name), wrapped))
            if old:
                self._write(known, read.destroyed)
        self.ring = ring
        return len(old)

    def _remove(self, names: Iterable[str], *, on: str | None) -> frozenset[str]:
        with self._alone():
            read = self._read()
            gone = read.wrapped.keys() & set(names)
            if gone:
                kept = {name: key for name, key in read.wrapped.items() if name not in gone}
                self._write(kept, {**read.destroyed, **(dict.fromkeys(gone, on) if on else {})})
        return frozenset(gone)

    def _alone(self) -> AbstractContextManager[None]:
        lock = self._path.with_name(f"{self._path.stem}.lock")
        lock.touch(mode=0o600)
        return locks.alone(lock, wait=True)

    def _read(self) -> _Known:
        for _ in range(TRIES):
            try:
                return self._read_once()
            except FileNotFoundError as error:
                raise Misconfigured(LOST, path=self._path) from error
            except ValueError:
                continue  # it was replaced, and the old one erased, while we read it
        raise Misconfigured(DAMAGED, path=self._path)

    def _read_once(self) -> _Known:
        """What the file holds now; of a file that has grown, what it held and the lines behind that."""
        known = self._known
        if known.stamp == _stamp(self._path.stat()):
            return known
        with self._path.open("rb") as file:
            stamp, head = _stamp(os.fstat(file.fileno())), file.read(data_key_file.HEAD)
            # not by its number in the file system, which the next file but one may have again
            has_grown = data_key_file.WRITTEN in head and head == known.head
            file.seek(known.end if has_grown else 0)
            content = whole_lines(file.read())
        text, end = content.decode(), (known.end if has_grown else 0) + len(content)
        if has_grown:
            wrapped = {**known.wrapped, **data_key_file.parse_lines(text)}
            self._known = _Known(stamp, head, end, wrapped, known.destroyed, known.opened)
        else:
            self._known = _Known(stamp, head, end, *data_key_file.parse(text))
        return self._known

    def _write(self, keys: Wrapped, destroyed: Destroyed) -> None:
        replace_and_erase(self._path, data_key_file.dump(keys, destroyed))


def _stamp(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_ino, state.st_mtime_ns, state.st_size
