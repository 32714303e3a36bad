"""What the page of a text shows beside the text itself: what is the same for all who may do the same, and what is one's
own."""

import uuid
from typing import Any

from seminar.changes import following
from seminar.coding import lost, marking, notes, picking, readings, stripes
from seminar.coding.marked_texts import Page
from toolkit.access import Actor
from toolkit.people import directory
from transcription.transcripts.models import DeidentifiedTranscript


def shared_facts(actor: Actor, cycle_id: uuid.UUID, page: Page) -> dict[str, Any]:
    """The same for everybody who leads, or for everybody who takes part. Only the former see who suggests."""
    return {
        "raised": picking.list_choices(actor, cycle_id),
        "lanes": stripes.lanes(page),
        "on_line": stripes.on_line,
        "is_marked_read": readings.is_marked(page.transcript),
        "names": directory.names() if following.leads(actor) else {},
    }


def own_facts(actor: Actor, cycle_id: uuid.UUID, transcript: DeidentifiedTranscript) -> dict[str, Any]:
    """What is another for everybody, and small. Whoever leads takes away among all quotes, and needs no list of own."""
    return {
        "recent": picking.list_recent(actor, cycle_id),
        "notes": notes.list_notes(actor, transcript),
        "lost": lost.list_lost(actor, transcript),
        "waits": following.waits(actor, cycle_id),
        "own": [] if following.leads(actor) else marking.list_own(actor, transcript),
    }
