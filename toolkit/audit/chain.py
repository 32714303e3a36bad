"""The arithmetic of the chain: SHA-256 over a row's canonical JSON, which holds the hash before it. Pure."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from toolkit.errors import N_, InvalidInput

START = "0" * 64


@dataclass(frozen=True)
class Head:
    """The chain's latest row: its number and hash. Kept elsewhere, it shows whether the tail has been cut."""

    seq: int = 0
    hash: str = START

    def __str__(self) -> str:
        """The head as it is written down: "number:hash"."""
        return f"{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises InvalidInput."""
        found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
        if not found:
            raise InvalidInput(N_("The seal is a number, a colon and 64 signs, as it was written down."), field="head")
        return cls(int(found[1]), found[2])


def seal(
    previous: Head,
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    event: str,
    object_id: uuid.UUID | None,
    facts: Mapping[str, Any],
) -> Head:
    """The head after one more row."""
    seq = previous.seq + 1
    row = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor_id and str(actor_id),
        "event": str(event),
        "object": object_id and str(object_id),
        "facts": facts,
        "previous": previous.hash,
    }
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return Head(seq, hashlib.sha256(canonical.encode()).hexdigest())
