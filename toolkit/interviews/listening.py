"""Lets the interviewer hear the own recording, straight from the sealed file, any part of it at once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, WrongState
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Recording
from toolkit.sound import decoder_host, rendering
from toolkit.sound.playback import Playback
from toolkit.vault.columns import KeyPart, key_name, vault
from toolkit.vault.sealing import SealedFile, SealedReader
from toolkit.vault.vault import Vault

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Playing:
    """A recording that may be played: the file itself, or a wav of what is in it, for what browsers do not play."""

    place: Vault
    sealed: SealedFile
    container_type: str
    playback: Playback
    milliseconds: int

    @property
    def media_type(self) -> str:
        """What the player is told that it gets."""
        return self.container_type if self._is_file else rendering.MEDIA_TYPE

    @property
    def length(self) -> int:
        """Bytes of what the player gets."""
        return self.sealed.plain_length if self._is_file else rendering.length(self.milliseconds)

    @property
    def _is_file(self) -> bool:
        return self.playback is Playback.AS_IT_IS

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to `stop`, a block at a time; the file is open only while somebody listens."""
        with self.place.reading(self.sealed) as reader:
            yield from self._read(reader, start, stop) if self._is_file else self._rendered(reader, start, stop)

    def _read(self, reader: SealedReader, start: int, stop: int) -> Iterator[bytes]:
        reader.seek(start)
        while start < stop and (block := reader.read(min(BLOCK, stop - start))):
            start += len(block)
            yield block

    def _rendered(self, reader: SealedReader, start: int, stop: int) -> Iterator[bytes]:
        yield from decoder_host.parts(
            cast(BinaryIO, reader),
            milliseconds=self.milliseconds,
            start=start,
            stop=stop,
            from_start=self.playback is Playback.FROM_START,
        )


def open_sound(actor: Actor, assignment_id: uuid.UUID, *, recording_id: uuid.UUID) -> Playing:
    """The sound of one recording, for its interviewer alone; put on the trail.

    Raises `NotFound`, `WrongState`, `Tampered`.
    """
    recording = intake.get_recording(actor, assignment_id, recording_id=recording_id)
    if recording.state != intake.WHOLE:
        raise WrongState(N_("There is no sound to play."))
    playing = Playing(
        vault(),
        joining.sealed_file(recording),
        recording.media_type,
        recording.playback,
        recording.duration_ms or 0,
    )
    with vault().reading(playing.sealed):
        pass  # a file that has been changed is told before the answer begins
    trail.record(actor, Event.RECORDING_LISTENED, recording.id)
    return playing


def waiting_room_key(recording: Recording) -> bytes:
    """32 bytes under which the browser seals chunks that wait to be sent.

    The browser holds the key in memory only. After a crash it gets the same one again, for the interviewer alone. It
    comes from the interview's own key, and ends with it.
    """
    return (
        vault()
        .keys.get(key_name(recording.assignment_id, KeyPart.RECORDING))
        .derive(b"waiting-room:" + recording.id.bytes)
    )
