"""A seminar ends: later rooms are told (`ENDINGS`), so that what is only for while it goes on goes with it."""

from collections.abc import Callable

from seminar.seminars.models import Seminar
from toolkit.access import Actor
from toolkit.hooks import Hook

ENDINGS: Hook[Callable[[Actor, Seminar], None]] = Hook("a seminar ends", "proposals", "leading")


def tell(actor: Actor, seminar: Seminar) -> None:
    """Let every later room see to its own, in the transaction of the ending, which is this person's."""
    for end in ENDINGS.each():
        end(actor, seminar)
