"""What rooms answer when they are asked what they hold about a child: rows, sound, and what is left out. Pure."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

Value = str | int | bool | datetime | date | None
Row = Mapping[str, Value | Sequence[Mapping[str, Value]]]
"""By the field's name in `fields`. `lines` holds the lines of a text: at_ms, speaker, text."""


@dataclass(frozen=True, slots=True)
class Section:
    """Everything of one kind. `ids` are those by which the log knows it."""

    name: str
    rows: Sequence[Row]
    ids: Collection[uuid.UUID] = ()


class Sound(Protocol):
    """A recording: what its file is called in the copy, how many bytes it has, and the bytes, block by block."""

    @property
    def name(self) -> str:
        """What its file is called in the copy."""

    @property
    def length(self) -> int:
        """Its bytes."""

    def blocks(self) -> Iterator[bytes]:
        """The bytes themselves, block by block."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one room holds. `left_out` counts by kind (`fields.LEFT_OUT`) what concerns others."""

    sections: Sequence[Section]
    left_out: Mapping[str, int] = field(default_factory=dict)
    sounds: Sequence[Sound] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, by section, and of what is left out: without opening any.

    `at_most` are sections of which nobody knows, without opening them, how many rows a copy will have.
    """

    sections: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)
    at_most: Collection[str] = ()
