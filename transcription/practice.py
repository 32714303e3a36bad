"""The practice model: a tiny Whisper trained on synthetic speech, for tests and the demo only.

Comes from `practice_model/` (see its MODEL_CARD.md); put among the models with a practice label.
"""

import shutil
from pathlib import Path

from transcription import models_store

SOURCE = Path(__file__).parent / "practice_model"
CHECKPOINT = SOURCE / "practice.pt"
DEMO_INTERVIEW = SOURCE / "demo_interview.webm"
NAME = "practice"
SETTINGS = {"word_timestamps": False, "hallucination_silence_threshold": None}
"""The practice model's word times are not precise; made to use them, both engines lose sentences."""


def install(models: Path) -> models_store.Model:
    """The practice model among the models, built if it is not there. Takes seconds."""
    present = models_store.find_model(models, NAME)
    if present is not None:
        return present
    from transcription import converting

    with models_store.gathering(models, NAME) as draft:
        converting.build_converted(CHECKPOINT, draft)
        shutil.copyfile(CHECKPOINT, draft / CHECKPOINT.name)
        return models_store.keep(draft, name=NAME, origin="practice", practice=True, settings=SETTINGS)
