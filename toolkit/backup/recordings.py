"""What a drill opens of recordings."""

from sqlalchemy import select

from toolkit.db import db
from toolkit.interviews import joining
from toolkit.interviews.models import Recording, RecordingState
from toolkit.vault.columns import vault

PIECE = 1024 * 1024


def open_newest() -> int | None:
    """Read the newest recording whose key there is, from its first byte to its last; how many bytes it has."""
    whole = select(Recording).where(Recording.state == RecordingState.WHOLE, Recording.wrapped_key.is_not(None))
    for recording in db.session.scalars(whole.order_by(Recording.created_at.desc(), Recording.id)):
        if recording.key_id and recording.key_id in vault().keys:
            with vault().reading(joining.sealed_file(recording)) as sound:
                while sound.read(PIECE):
                    pass
                return len(sound)
    return None
