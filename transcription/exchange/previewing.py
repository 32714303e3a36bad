"""A look at a file before anything is kept: what was read goes out sealed with the page, and comes back with the yes.

The server keeps nothing in between; only this program, for the same person and the same interview, can open it again.
"""

import base64
import json
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.errors import N_, HouseError, InvalidInput, WrongState
from toolkit.participation import consent
from toolkit.vault.columns import KeyPart, key_name, vault
from toolkit.vault.keyring import Keyring
from toolkit.vault.texts import open_text, seal_text
from transcription.exchange import labels, reading
from transcription.exchange.segment_times import list_times
from transcription.exchange.transcript_file import FileSegment, LeftOut, Problem, Row, TranscriptFile
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import WAITING

LABEL = "exchange.preview"
LASTS = timedelta(hours=12)
LARGEST_SEALED = 3 * 1024 * 1024
SHOWN_SEGMENTS = 12
SHOWN_PROBLEMS = 40

GONE = N_("The preview has been open too long or belongs to another interview. Choose the file once more.")
TOO_MUCH = N_("The text is longer than a talk can be. Part the file in two, and send one at a time.")


@dataclass(frozen=True, slots=True)
class FileSpeaker:
    """Somebody who speaks in the file. `label` is empty for words without a name."""

    label: str
    speaker: Speaker
    segments: int
    words: int
    first: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be kept. `key` names the text to come, so that a second press is harmless."""

    assignment: Assignment
    key: uuid.UUID
    file: TranscriptFile
    speakers: tuple[FileSpeaker, ...]
    recordings: Sequence[Part]
    sealed: str

    @property
    def times(self) -> list[tuple[int, int]]:
        """Start and end of every segment in ms."""
        return list_times(self.file.segments)


def get_assignment(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """The person's own interview, to which a text may be added. Raises `NotFound`; `WrongState` without consent."""
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    return assignment


def preview(actor: Actor, assignment_id: uuid.UUID, *, data: bytes) -> Preview:
    """What a file holds. Raises `InvalidInput` on «file» for what is no transcript; nothing is kept."""
    assignment = get_assignment(actor, assignment_id)
    file, key = reading.read(data), uuid.uuid4()
    sealed = _seal(actor, assignment.id, key, file)
    if len(sealed) > LARGEST_SEALED:
        raise InvalidInput(TOO_MUCH, field="file")
    return _preview(assignment, key, file, sealed)


def reopen(actor: Actor, assignment_id: uuid.UUID, *, sealed: str) -> Preview:
    """The same look again, from what the page holds. Raises `WrongState` for anything that we did not seal for it."""
    assignment = get_assignment(actor, assignment_id)
    return _preview(assignment, *unsealed(actor, assignment_id, sealed=sealed), sealed)


def unsealed(actor: Actor, assignment_id: uuid.UUID, *, sealed: str) -> tuple[uuid.UUID, TranscriptFile]:
    """The key and the file that a page holds. Asks the database nothing; raises `WrongState` like `reopen`."""
    try:
        blob = base64.urlsafe_b64decode(sealed.encode())
        packed = base64.b64decode(open_text(_key(assignment_id), LABEL, blob, row=str(actor.id)))
        content = json.loads(zlib.decompress(packed))
    except (HouseError, ValueError) as error:  # also of another interview, or of one that was taken back
        raise WrongState(GONE) from error
    is_theirs = (content["actor"], content["assignment"]) == (str(actor.id), str(assignment_id))
    if not is_theirs or clock.now() - datetime.fromisoformat(content["at"]) > LASTS:
        raise WrongState(GONE)
    return uuid.UUID(content["key"]), _unpacked(content["file"])


def look(actor: Actor, assignment_id: uuid.UUID, *, key: uuid.UUID, file: TranscriptFile, sealed: str) -> Preview:
    """A file beside the interview as it stands now. Raises like `get_assignment`."""
    return _preview(get_assignment(actor, assignment_id), key, file, sealed)


def _preview(assignment: Assignment, key: uuid.UUID, file: TranscriptFile, sealed: str) -> Preview:
    proposed = labels.propose(file.labels)
    voices = tuple(_speaker(file, label, proposed[label]) for label in file.labels)
    recordings = [one for one in access.list_parts(assignment) if one.recording and one.state in WAITING]
    return Preview(assignment, key, file, voices, recordings, sealed)


def _speaker(file: TranscriptFile, label: str, speaker: Speaker) -> FileSpeaker:
    said = [segment for segment in file.segments if segment.label == label]
    return FileSpeaker(label, speaker, len(said), sum(len(one.text.split()) for one in said), said[0].text)


def _seal(actor: Actor, assignment_id: uuid.UUID, key: uuid.UUID, file: TranscriptFile) -> str:
    content = {
        "actor": str(actor.id),
        "assignment": str(assignment_id),
        "key": str(key),
        "at": clock.now().isoformat(),
        "file": asdict(file),
    }
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 6)
    blob = seal_text(_key(assignment_id), LABEL, base64.b64encode(packed).decode(), row=str(actor.id))
    return base64.urlsafe_b64encode(blob).decode()


def _unpacked(content: dict[str, Any]) -> TranscriptFile:
    segments = [
        FileSegment(**{**one, "words": tuple(tuple(word) for word in one["words"])}) for one in content["segments"]
    ]
    return TranscriptFile(
        **{
            **content,
            "segments": tuple(segments),
            "problems": tuple(Problem(**one) for one in content["problems"]),
            "left_out": tuple(LeftOut(**one) for one in content["left_out"]),
            "rows": tuple(Row(**one) for one in content["rows"]),
        }
    )


def _key(assignment_id: uuid.UUID) -> Keyring:
    return vault().keys.get(key_name(assignment_id, KeyPart.FULL_TEXT))
