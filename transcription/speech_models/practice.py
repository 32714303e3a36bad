"""The practice model: a tiny Whisper trained on synthetic speech, for tests and the demo only.

Comes from `practice_model/` (see its MODEL_CARD.md); put among the models with a practice label.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from toolkit.config import ROOT
from toolkit.errors import N_, Misconfigured
from transcription.speech_models import store

SOURCE = Path(__file__).parents[1] / "practice_model"
CHECKPOINT = SOURCE / "practice.pt"
DEMO_INTERVIEW = SOURCE / "demo_interview.webm"
NAME = "practice"
LICENCE = "agpl-3.0-or-later"


def install(models: Path) -> store.Model:
    """The practice model among the models, built if it is not there. Takes seconds."""
    present = store.find_model(models, NAME)
    if present is not None:
        return present
    with store.gathering(models, NAME) as draft:
        _convert(draft)
        shutil.copyfile(CHECKPOINT, draft / CHECKPOINT.name)
        return store.keep(draft, name=NAME, origin="practice", practice=True, settings={}, licence=LICENCE)


def _convert(folder: Path) -> None:
    """In a process of its own, so that whoever builds the model does not keep the libraries for it in memory."""
    command = [sys.executable, "-m", "transcription.model_conversion.converting", str(CHECKPOINT), str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)  # noqa: S603 - our own command
    if done.returncode:
        raise Misconfigured(N_("The practice model could not be built. Install the program again: make run"))
