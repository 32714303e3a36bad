"""The files of a copy: an overview to read, the same as JSON with its schema, the sound. Nothing lies on a disk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from toolkit.subject_access import packing, schema
from toolkit.subject_access.packing import Part
from toolkit.subject_access.requests import Copy


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip that is about to be sent. `length` is None where it cannot be told beforehand."""

    parts: tuple[Part, ...]
    made_at: datetime

    @property
    def length(self) -> int | None:
        """Bytes of the whole zip."""
        return packing.length_of(self.parts, at=self.made_at)

    def stream(self) -> Iterator[bytes]:
        """The zip, block by block."""
        return packing.stream(self.parts, at=self.made_at)


def pack(copy: Copy, *, overview: str, overview_name: str, made_at: datetime) -> Packed:
    """The zip of a copy, whose overview is a page in the reader's language."""
    content = schema.as_json(
        copy.held.sections, copy.held.left_out, made_at=made_at, reference=copy.request.reference, unit=copy.unit
    )
    parts = (
        Part.of(overview_name, overview.encode()),
        Part.of("data.json", _json(content)),
        Part.of("data.schema.json", _json(schema.schema())),
        *(Part(sound.name, sound.length, sound.blocks()) for sound in copy.held.sounds),
    )
    return Packed(parts, made_at)


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
