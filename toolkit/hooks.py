"""How a later room is heard upstream, although nothing upstream may import it.

The room where something happens declares the occasion, with the names of those who may speak, in the order in which
they are heard:

    DESTROYERS: Hook[Destroyer] = Hook("a withdrawal destroys", "excerpts", "transcripts")

`speakers.py` says in one list who speaks there, `DESTROYERS.register(excerpts=…, transcripts=…)`, and the occasion goes
through them: `for destroy in DESTROYERS.each()`. Whoever speaks answers with facts; addresses and templates are
chosen by views.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from toolkit.installation import Held, Installation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registration:
    """Who speaks on one occasion, for the list in `speakers.py`."""

    hook: "Hook[Any]"
    speakers: Mapping[str, Any]


class Hook(Generic[T]):
    """An occasion on which later rooms are heard.

    With names, exactly those speak, and in that order. Without, anybody may, once under each name: that is for what
    is only ever asked for by its name, as the handler of a kind of job.
    """

    def __init__(self, occasion: str, *names: str) -> None:
        self.occasion = occasion
        self.names = names
        self._held: Held[Mapping[str, T]] = Held(f"who speaks when {occasion}")

    def register(self, named: Mapping[str, T] | None = None, /, **speakers: T) -> Registration:
        """Say who speaks. Raises `ValueError` for a name that is unknown here, said twice, or missing."""
        named = named or {}
        if twice := named.keys() & speakers.keys():
            raise ValueError(self._complaint("is said twice", twice))
        said = {**named, **speakers}
        if not self.names:
            return Registration(self, MappingProxyType(said))
        if unknown := said.keys() - set(self.names):
            raise ValueError(self._complaint("may not speak", unknown))
        if missing := set(self.names) - said.keys():
            raise ValueError(self._complaint("is missing", missing))
        return Registration(self, MappingProxyType({name: said[name] for name in self.names}))

    def each(self) -> tuple[T, ...]:
        """Everybody who speaks, in the order of the occasion."""
        return tuple(self._held.get().values())

    def by_name(self) -> Mapping[str, T]:
        """Everybody who speaks, under their names, in the order of the occasion."""
        return self._held.get()

    def seat(self, speakers: Mapping[str, T], into: Installation) -> None:
        """Let them speak in an installation. Raises `ValueError` when it has been said before."""
        if self._held.is_held(into):
            raise ValueError(self._complaint("is said twice", speakers))
        self._held.put(speakers, into)

    def _complaint(self, what: str, names: Iterable[str]) -> str:
        return f"{self.occasion}: {', '.join(sorted(names))} {what}"


def seat(installation: Installation, list_of_registrations: Iterable[Registration]) -> None:
    """Let an installation hear them all. Raises `ValueError` for an occasion that is named twice."""
    for one in list_of_registrations:
        one.hook.seat(one.speakers, installation)
