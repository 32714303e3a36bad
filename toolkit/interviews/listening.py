"""Lets the interviewer hear the own recording, straight from the sealed file, any part of it at once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, WrongState
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Recording
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.vault import Vault

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Playing:
    """A recording that may be played."""

    place: Vault
    sealed: SealedFile
    media_type: str

    @property
    def length(self) -> int:
        """Bytes of plaintext."""
        return self.sealed.plain_length

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to `stop`, a block at a time; the file is open only while somebody listens."""
        with self.place.reading(self.sealed) as reader:
            reader.seek(start)
            while start < stop and (block := reader.read(min(BLOCK, stop - start))):
                start += len(block)
                yield block


def open_sound(actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID) -> Playing:
    """The sound of one recording, for its interviewer alone; put on the trail.

    Raises `NotFound`, `WrongState`, `Tampered`.
    """
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id)
    if recording.state != intake.WHOLE:
        raise WrongState(N_("There is no sound to play."))
    playing = Playing(vault(), joining.sealed_file(recording), recording.media_type)
    with vault().reading(playing.sealed):
        pass  # a file that has been changed is told before the answer begins
    trail.record(actor, Event.RECORDING_LISTENED, recording.id)
    return playing


def waiting_room_key(recording: Recording) -> bytes:
    """32 bytes under which the browser seals chunks that wait to be sent.

    The browser holds the key in memory only. After a crash it gets the same one again, for the interviewer alone. It
    comes from the interview's own key, and ends with it.
    """
    return vault().keys.get(recording.assignment_id.hex).derive(b"waiting-room:" + recording.id.bytes)
