"""The text that came from a file beside what the file held. Only for the one whose text it is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import NotFound
from transcription.exchange import differences, imported_file
from transcription.exchange.differences import Pair
from transcription.exchange.imported_file import StoredFile
from transcription.exchange.models import ImportedFile
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Segment, Transcript


@dataclass(frozen=True, slots=True)
class Comparison:
    """The file, the text as it is now, and what belongs together."""

    transcript: Transcript
    file: StoredFile
    segments: Sequence[Segment]
    pairs: Sequence[Pair]

    @property
    def different(self) -> int:
        """How many pairs differ."""
        return sum(pair.differs for pair in self.pairs)


def open_comparison(actor: Actor, transcript_id: uuid.UUID) -> Comparison:
    """The person's own text beside its file, put on the trail. Raises `NotFound`, also for a text from no file."""
    transcript = access.get_own(actor, transcript_id)
    stored = db.session.get(ImportedFile, transcript.id)
    if stored is None:
        raise NotFound
    trail.record(actor, Event.TRANSCRIPT_READ, transcript.id)
    file = imported_file.unpack(stored.content)
    segments = segment_rows.list_segments(transcript)
    return Comparison(transcript, file, segments, differences.compare(file, [one.text for one in segments]))
