"""The protocol as a file; that it is taken out is put on the trail."""

import uuid

from seminar.protocol import composing, facts
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event


def export(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, file_format: str) -> bytes:
    """The bytes of a Word file ("docx") or a PDF ("pdf"), for the facilitator. Raises `NotFound`, `WrongState`."""
    document = composing.compose(facts.gather(actor, cycle_id, seminar_id))
    trail.record(actor, Event.PROTOCOL_EXPORTED, seminar_id, format=file_format)
    if file_format == "pdf":
        return composing.as_pdf(document, made_at=clock.now())
    return composing.as_word(document)
