"""`python -m tests.bench.recognition`: the whole way of a recording beside the bare libraries, same weights and file.

Two models: the practice model, which really hears the demo's words, and one with the real dimensions of Whisper small
and numbers that mean nothing, made so that it says 110 tokens for every window: real work without a real model.
"""

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from tests.bench import table
from tests.bench.table import Row
from tests.transcription.sounds import encoded, samples_of
from tests.transcription.vault import Recording, sealed_recording
from transcription.asr import limits
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.asr.limits import Limits
from transcription.asr.messages import Failed, Finished, SegmentRecognised
from transcription.asr.types import TranscriptionOptions
from transcription.model_conversion import converting, vocabulary
from transcription.speech_models import practice
from transcription.speech_models.store import Model, gathering, keep

MEGABYTE = 10**6
SMALL = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 768,
    "n_audio_head": 12,
    "n_audio_layer": 12,
    "n_vocab": 51_865,
    "n_text_ctx": 448,
    "n_text_state": 768,
    "n_text_head": 12,
    "n_text_layer": 12,
}
TIMES, END_OF_TEXT = 50_364, 50_257
SENTENCES, TOKENS = 5, 20
PROMPT = 3
"""Tokens before the first one that the model says: begin, language, task."""
ROUNDS = 2
LONG_MINUTES = 90

FASTER = """
import sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[3]))
segments, _ = model.transcribe(
    sys.argv[2], language="sv", beam_size=5, condition_on_previous_text=False, word_timestamps=True
)
print(sum(len(segment.text.split()) for segment in segments))
"""
OPENAI = """
import sys, io, numpy, torch, whisper
from pathlib import Path
from tests.bench import table
from tests.bench.table import Row
from tests.transcription.sounds import samples_of
torch.set_num_threads(int(sys.argv[3]))
model = whisper.load_model(sys.argv[1], device="cpu")
sound = samples_of(Path(sys.argv[2]).read_bytes()).astype(numpy.float32) / 32768
told = model.transcribe(
    sound, language="sv", beam_size=5, best_of=5, condition_on_previous_text=False, word_timestamps=True, fp16=False
)
print(sum(len(segment["text"].split()) for segment in told["segments"]))
"""


@dataclass
class Taken:
    """What one way of hearing took: seconds on the clock, seconds of processor, bytes at most, words."""

    clock: float
    processor: float
    memory: int
    words: int


def measure(*parts: str) -> None:
    """Measure the parts named (`practice`, `small`, `long`), or all, print them, and put them in the document."""
    for part in parts or tuple(PARTS):
        with tempfile.TemporaryDirectory() as folder:
            table.write(part, PARTS[part](Path(folder)))


def _practice(place: Path) -> Iterator[Row]:
    return _beside(place, practice.install(place / "models"), _sound(minutes=5))


def _small(place: Path) -> Iterator[Row]:
    """Needs openai-whisper, which the tests install."""
    return _beside(place, build_small(place / "models"), _sound(minutes=0.49), openai=True)


def _sound(*, minutes: float) -> Samples:
    """The demo interview again and again."""
    demo = samples_of(practice.DEMO_INTERVIEW.read_bytes())
    length = round(minutes * 60 * SAMPLE_RATE)
    return np.tile(demo, length // len(demo) + 1)[:length]


def _beside(place: Path, model: Model, samples: Samples, *, openai: bool = False) -> Iterator[Row]:
    """Our way and the bare ones, in turn; the quickest of each counts, because others use this machine too."""
    threads = len(os.sched_getaffinity(0))
    content = encoded(samples, container="webm", codec="libopus", rate=48_000)
    (place / "talk.webm").write_bytes(content)
    recording = sealed_recording(place, content)
    ours, bare = partial(_ours, recording, model, threads), partial(_bare, FASTER, model.folder, place, threads)
    tries = [(ours(), bare()) for _ in range(ROUNDS)]
    best_ours, best_bare = (min(pair, key=lambda taken: taken.clock) for pair in zip(*tries, strict=True))
    name = f"{model.name}, {len(samples) / SAMPLE_RATE / 60:.1f} min, beam 5"
    yield f"{name}: the whole way, from the sealed file to segments", _say(best_ours), ""
    yield f"{name}: bare faster-whisper", _say(best_bare), ""
    yield f"{name}: the whole way beside it", _ratio(best_ours, best_bare), "at most 1.05 ×"
    if openai:
        (checkpoint,) = model.folder.glob("*.pt")
        other = _bare(OPENAI, checkpoint, place, threads)
        yield f"{name}: openai-whisper", _say(other), ""
        yield f"{name}: openai-whisper beside the whole way", _ratio(other, best_ours), "at least 3 ×"


def _say(taken: Taken) -> str:
    memory = f", {taken.memory / MEGABYTE:.0f} MB" if taken.memory else ""
    return f"{taken.clock:.1f} s ({taken.processor:.1f} s of processor){memory}, {taken.words} words"


def _ratio(first: Taken, second: Taken) -> str:
    clock, processor = first.clock / second.clock, first.processor / second.processor
    more = first.words / second.words
    told = "" if first.words == second.words else f", {clock / more:.2f} × for each word that is heard"
    return f"{clock:.2f} × ({processor:.2f} × of processor){told}"


def _ours(recording: Recording, model: Model, threads: int, options: TranscriptionOptions | None = None) -> Taken:
    chosen = options or TranscriptionOptions(threads=threads)
    words, memory = 0, 0
    begun, before = time.perf_counter(), _children()
    for message in recording.transcribe(model, options=chosen, limits=Limits(memory=None), heartbeat=5.0):
        if isinstance(message, SegmentRecognised):
            words += len(message.segment.text.split())
        if isinstance(message, Finished):
            memory = message.peak_memory
        if isinstance(message, Failed):
            raise AssertionError(message)
    return Taken(time.perf_counter() - begun, _children() - before, memory, words)


def _bare(program: str, model: Path, place: Path, threads: int) -> Taken:
    begun, before = time.perf_counter(), _children()
    command = ["nice", "-n", "5", sys.executable, "-c", program, str(model), str(place / "talk.webm"), str(threads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1"}) as run:
        memory = 0
        while run.poll() is None:
            memory = max(memory, limits.memory_in_use(run.pid))
            time.sleep(0.1)
        assert run.stdout
        assert run.returncode == 0, program
        words = int(run.stdout.read())
    return Taken(time.perf_counter() - begun, _children() - before, memory, words)


def _children() -> float:
    """Seconds of processor that child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _long(place: Path) -> Iterator[Row]:
    """The child's memory for a long recording, without the model's own size. One reading, so that it takes minutes."""
    model = practice.install(place / "models")
    content = io.BytesIO()
    with wave.open(content, "wb") as target:
        target.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        target.writeframes(_sound(minutes=LONG_MINUTES).tobytes())
    taken = _ours(sealed_recording(place, content.getvalue()), model, 0, TranscriptionOptions(beam_size=1))
    beside = taken.memory - (model.folder / "model.bin").stat().st_size
    found = f"{beside / MEGABYTE:.0f} MB, {taken.clock / 60:.1f} min"
    yield f"memory beside the model for {LONG_MINUTES} minutes, {model.name}", found, "at most 300 MB"


def build_small(models: Path) -> Model:
    """Whisper small in both forms, with numbers that mean nothing. Needs torch; takes a minute and 3 GB."""
    models.mkdir(parents=True, exist_ok=True)
    with gathering(models, "small-random") as draft:
        _write_small(draft / "small.pt")
        converting.main(str(draft / "small.pt"), str(draft))
        return keep(draft, name="small-random", origin="bench", practice=True, settings={}, licence="")


def _write_small(file: Path) -> None:
    import torch
    from whisper import model

    torch.manual_seed(3)
    made = model.Whisper(model.ModelDimensions(**SMALL))
    with torch.no_grad():
        for weight in made.parameters():
            weight.mul_(0.2 if weight.dim() > 1 else 1.0)
        made.decoder.positional_embedding.zero_()
        words = torch.randn(SMALL["n_vocab"], SMALL["n_text_state"]) * 0.03
        made.decoder.token_embedding.weight.copy_(words)
        for place, token in enumerate(_said(), PROMPT - 1):
            made.decoder.positional_embedding[place] = 400 * words[token]
    torch.save({"dims": SMALL, "model_state_dict": dict(made.half().state_dict())}, file)


def _said() -> list[int]:
    """What the model says for each window: sentences with their times, then the end."""
    step = 28.0 / SENTENCES
    never = vocabulary.non_speech_tokens(vocabulary.build_tokenizer())
    words = [number for number in range(1000, 2000, 7) if number not in never]
    said: list[int] = []
    for number in range(SENTENCES):
        start, end = (TIMES + round((number + side) * step / 0.02) for side in (0, 1))
        said += [start, *words[number * TOKENS : (number + 1) * TOKENS], end]
    return [*said, END_OF_TEXT]


PARTS: Mapping[str, Callable[[Path], Iterator[Row]]] = {"practice": _practice, "small": _small, "long": _long}


if __name__ == "__main__":
    measure(*sys.argv[1:])
