"""The web answers without the libraries that hear: they weigh seconds and hundreds of megabytes."""

import json
import subprocess
import sys

from toolkit.config import ROOT

HEAVY = (
    "av",
    "ctranslate2",
    "faster_whisper",
    "huggingface_hub",
    "krippendorff",
    "numpy",
    "onnxruntime",
    "spacy",
    "tokenizers",
    "torch",
    "whisper",
)
START = """
import json, sys
import app
assert len(app.ROOMS) > 10
print(json.dumps(sorted(sys.modules)))
"""


def test_every_room_of_the_web_is_there_without_any_heavy_library() -> None:
    done = subprocess.run([sys.executable, "-c", START], check=True, cwd=ROOT, capture_output=True, text=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert {
        "app",
        "transcription.editor.views",
        "transcription.queue.tasks",
        "transcription.speech_models.compare_command",
    } <= loaded
    assert not loaded & set(HEAVY)


SEARCH = """
import json, sys
from transcription.deidentification import recognising
assert recognising.suggest(["Min kompis Samir bor i Umeå, ring 070-174 06 35."])
print(json.dumps(sorted(sys.modules)))
"""


def test_a_search_for_identifying_words_needs_no_heavy_library() -> None:
    done = subprocess.run([sys.executable, "-c", SEARCH], check=True, cwd=ROOT, capture_output=True, text=True)
    assert not set(json.loads(done.stdout.splitlines()[-1])) & set(HEAVY)
