"""The store's harmless twin: the same promises (one contract test runs on both), nothing on disk."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO

from toolkit import clock
from toolkit.vault.store import Draft, checked_name, name_taken, not_there


class MemoryStore:
    """A store in memory."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._drafts: dict[io.BytesIO, tuple[str, float]] = {}

    @contextmanager
    def create(self, name: str) -> Iterator[Draft]:
        """See Store."""
        draft = io.BytesIO()
        if checked_name(name) in self._files:
            raise name_taken()
        self._drafts[draft] = name, clock.now().timestamp()
        try:
            yield draft
            if name in self._files:
                raise name_taken()
            self._files[name] = draft.getvalue()
        finally:
            self._drafts.pop(draft, None)

    def open(self, name: str) -> BinaryIO:
        """See Store."""
        return io.BytesIO(self._get(name))

    def open_each(self, names: Iterable[str]) -> Iterator[BinaryIO]:
        """See Store."""
        return map(self.open, names)

    def destroy(self, name: str) -> bool:
        """See Store."""
        return self._files.pop(checked_name(name), None) is not None

    def destroy_all(self, names: Sequence[str]) -> None:
        """See Store."""
        for name in names:
            self.destroy(name)

    def exists(self, name: str) -> bool:
        """See Store."""
        return checked_name(name) in self._files

    def size(self, name: str) -> int:
        """See Store."""
        return len(self._get(name))

    def list_names(self, prefix: str = "") -> list[str]:
        """See Store."""
        return sorted(name for name in self._files if name.startswith(prefix))

    def list_leftovers(self) -> list[str]:
        """See Store."""
        return sorted(name for name, _ in self._drafts.values())

    def remove_leftovers(self, *, untouched_for: timedelta) -> int:
        """See Store."""
        border = clock.now().timestamp() - untouched_for.total_seconds()
        old = [draft for draft, (_, begun) in self._drafts.items() if begun <= border]
        for draft in old:
            del self._drafts[draft]
        return len(old)

    def _get(self, name: str) -> bytes:
        if checked_name(name) not in self._files:
            raise not_there()
        return self._files[name]
