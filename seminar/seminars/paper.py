"""What one reads before the seminar on paper: a wide margin for the pen, and lines numbered as on the screen. PDF."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from seminar.seminars import reading
from seminar.seminars.models import Seminar
from seminar.seminars.naming import title_of
from seminar.texts.interviews import Interview
from seminar.texts.signatures import signature
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.documents import pdf
from toolkit.errors import N_, WrongState
from toolkit.language import chosen, full_day
from toolkit.language import gettext as _
from transcription.transcripts.speaker_turns import Speaker

TEMPLATE = "seminar_reading/paper.typ"


@dataclass(frozen=True, slots=True)
class Paper:
    """The interviews of one participant, to be printed."""

    seminar: Seminar
    interviews: tuple[Interview, ...]


def collect(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Paper:
    """What is dealt to this person; that it is taken out is put on the trail. Raises `NotFound`, `WrongState`."""
    own = reading.look(actor, cycle_id, seminar_id)
    if not own.to_read:
        raise WrongState(N_("Nothing is dealt to you to read yet."))
    for interview, _row in own.to_read:
        for part in interview.parts:
            trail.record(actor, Event.DEIDENTIFIED_READ, part.id)
            trail.record(actor, Event.TRANSCRIPT_EXPORTED, part.id, format="pdf")
    return Paper(own.seminar, tuple(interview for interview, _row in own.to_read))


def write(paper: Paper, *, made_at: datetime) -> bytes:
    """The bytes of a PDF. A character that no font of ours has is written as «[tecken]»."""
    words = "\n".join(line.text for one in paper.interviews for part in one.parts for line in part.segments)
    unprintable = pdf.list_unprintable(words)
    about = {
        "title": title_of(paper.seminar),
        "language": chosen(),
        "when": full_day(paper.seminar.on),
        "note": _("De-identified. Hand in the paper when the seminar is over, to be destroyed."),
        "interviews": [_interview(one, unprintable) for one in paper.interviews],
    }
    return pdf.make(TEMPLATE, about, made_at=made_at)


def _interview(one: Interview, unprintable: Sequence[str]) -> dict[str, object]:
    numbers = count(1)  # through all its parts, as on the screen
    return {
        "heading": _("Interview %(number)s", number=one.number),
        "signature": signature(one.child),
        "practice": _("Practice: heard with the practice model") if one.is_practice else "",
        "parts": [
            {
                "heading": _("Part %(number)s", number=at) if len(one.parts) > 1 else "",
                "lines": [
                    {
                        "number": next(numbers),
                        "who": speaker_name(line.speaker),
                        "words": _printable(line.text, unprintable),
                        "child": line.speaker is Speaker.CHILD,
                    }
                    for line in part.segments
                ],
            }
            for at, part in enumerate(one.parts, start=1)
        ],
    }


def _printable(text: str, unprintable: Sequence[str]) -> str:
    for piece in unprintable:
        text = text.replace(piece, "[tecken]")
    return text


def speaker_name(speaker: Speaker) -> str:
    """Who speaks, in one word for the margin."""
    names = {
        Speaker.CHILD: _("The child"),
        Speaker.INTERVIEWER: _("Interviewer"),
        Speaker.INTERPRETER: _("Interpreter"),
    }
    return names.get(speaker, _("Somebody"))
