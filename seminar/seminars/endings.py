"""A seminar ends: later rooms are told (`ENDINGS`), so that what is only for while it goes on goes with it."""

from collections.abc import Callable

from seminar.seminars.models import Seminar
from toolkit.hooks import Hook

ENDINGS: Hook[Callable[[Seminar], None]] = Hook("a seminar ends", "leading")


def tell(seminar: Seminar) -> None:
    """Let every later room see to its own, in the transaction of the ending."""
    for end in ENDINGS.each():
        end(seminar)
