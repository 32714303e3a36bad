"""What one installation holds while the program runs: its settings, its vault, who speaks up where.

Modules that are not views know no Flask. Each thing that they need has a `Held` where it belongs (`config.SETTINGS`,
`columns.VAULT`, `content.CONTENT`, every hook): `create_app` puts the value in, `get()` gives it back. Which
installation is meant is said by the app's contexts (`app_context.bind`): a request, a command, a job of the worker,
`with app.app_context()` in a test. Two apps in one process have an installation each, and never see one another's.
"""

from contextvars import ContextVar
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Installation:
    """What is held for one app."""

    def __init__(self) -> None:
        self._values: dict[Held[Any], Any] = {}

    def begin(self) -> None:
        """From now on, in this thread, this is the one that is meant."""
        _at_work.set((*_at_work.get(), self))

    def end(self) -> None:
        """What was meant before `begin` is meant again."""
        *before, last = _at_work.get() or (None,)
        if last is self:
            _at_work.set(tuple(one for one in before if one))


_at_work: ContextVar[tuple[Installation, ...]] = ContextVar("installations", default=())


def current() -> Installation:
    """The installation that this thread works for. Raises `LookupError` outside an app's context."""
    if not (at_work := _at_work.get()):
        msg = "no installation here: work inside app.app_context()"
        raise LookupError(msg)
    return at_work[-1]


class Held(Generic[T]):
    """A place for one value in every installation."""

    def __init__(self, what: str) -> None:
        self.what = what

    def get(self) -> T:
        """The value of the installation that this thread works for. Raises `LookupError` when nothing was put in."""
        try:
            value: T = current()._values[self]  # noqa: SLF001 - the two classes are one thing
        except KeyError:
            msg = f"the app has not said: {self.what}"
            raise LookupError(msg) from None
        return value

    def find(self) -> T | None:
        """The value, or None when nothing was put in, or outside an app's context."""
        at_work = _at_work.get()
        found: T | None = at_work[-1]._values.get(self) if at_work else None  # noqa: SLF001 - the two are one thing
        return found

    def put(self, value: T, into: Installation | None = None) -> None:
        """Hold a value from now on, in place of the one before it, for `into` or the installation at work."""
        (into or current())._values[self] = value  # noqa: SLF001 - the two classes are one thing

    def is_held(self, by: Installation) -> bool:
        """Whether a value was put into an installation."""
        return self in by._values  # noqa: SLF001 - the two classes are one thing
