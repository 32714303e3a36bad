"""Lets the interviewer hear the own recording, straight from the sealed file, any part of it at once."""

import hmac
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, WrongState
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Recording
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedReader

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Playing:
    """A recording that is open for reading. `length` in bytes of plaintext."""

    reader: SealedReader
    media_type: str
    length: int

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to `stop`, a block at a time; closes the file at the end."""
        with self.reader as reader:
            reader.seek(start)
            while start < stop and (block := reader.read(min(BLOCK, stop - start))):
                start += len(block)
                yield block


def open_sound(actor: Actor, assignment_id: uuid.UUID, take_id: uuid.UUID) -> Playing:
    """The sound of one take, for its interviewer alone; put on the trail. Raises `NotFound`, `WrongState`."""
    take = intake.get_take(actor, assignment_id, take_id)
    if take.state != intake.WHOLE:
        raise WrongState(N_("There is no sound to play."))
    reader = vault().reading(joining.sealed_file(take))
    trail.record(actor, Event.RECORDING_LISTENED, take.id)
    return Playing(reader, take.media_type, len(reader))


def waiting_room_key(take: Recording) -> bytes:
    """32 bytes under which the browser seals pieces that wait to be sent.

    The browser holds the key in memory only. After a crash it gets the same one again, for the interviewer alone.
    """
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, b"waiting-room:" + take.id.bytes, "sha256").digest()
