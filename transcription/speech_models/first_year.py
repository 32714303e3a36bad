"""What a unit's first year sees here: whether there is a model that transcribes."""

import uuid
from collections.abc import Collection

from interview_guides.help_pages import Sign
from toolkit import config
from transcription.speech_models import selection


def list_seen(_unit_id: uuid.UUID) -> Collection[Sign]:
    """The sign of a model that this machine transcribes with, the same for every unit on it."""
    return (Sign.SPEECH_MODEL,) if selection.chosen_model(config.current()) else ()
