"""From one form of a Whisper model to another: what a place holds, what it becomes, and what is lost on the way.

`python -m transcription.model_conversion.converting CHECKPOINT FOLDER` makes the practice model.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import N_, InvalidInput
from transcription.asr.model_files import (
    SHARDS,
    WEIGHTS,
    Form,
    Quantization,
    find_checkpoint,
    list_forms,
    list_missing,
    list_missing_published,
)
from transcription.model_conversion import ctranslate2_folder, hugging_face, openai_checkpoint
from transcription.model_conversion.whisper_weights import Progress, Whisper, check
from transcription.speech_models import refusals, store

ROOM_TO_SPARE = 64 * 1024 * 1024


def get_form(source: Path) -> Form:
    """The form to read from: the most exact one. Raises InvalidInput that says what is missing."""
    forms = list_forms(source)
    for form in (Form.HUGGING_FACE, Form.OPENAI, Form.CT2):
        if form in forms:
            return form
    if source.is_file():
        raise InvalidInput(
            N_("%(file)s is no model. Give a folder, or the .pt file of openai-whisper; unpack what is packed."),
            field=refusals.FIELD,
            file=source.name,
        )
    signs = (WEIGHTS, SHARDS, hugging_face.GENERATION)
    is_published = not (source / "model.bin").is_file() and any((source / sign).is_file() for sign in signs)
    raise refusals.lacks(list_missing_published(source) if is_published else list_missing(source))


def read(source: Path, form: Form) -> Whisper:
    """The model in a file or folder, every weight in its place. Raises InvalidInput."""
    if form is Form.CT2:
        return check(ctranslate2_folder.read(source))
    if form is Form.HUGGING_FACE:
        return check(hugging_face.read(source))
    checkpoint = source if source.is_file() else find_checkpoint(source)
    if checkpoint is None:
        raise refusals.lacks(["*.pt"])
    return check(openai_checkpoint.read(checkpoint))


def write(
    model: Whisper, folder: Path, *, form: Form, name: str, quantization: Quantization | None, progress: Progress
) -> None:
    """Write a model's files into a folder that is there. Raises InvalidInput, WrongState without room on the disk."""
    if quantization is not None and form is not Form.CT2:
        raise InvalidInput(N_("Only ct2 can be written with a quantization."), field="quantization")
    _check_room(model, folder, quantization)
    writers: dict[Form, Callable[[], None]] = {
        Form.CT2: lambda: ctranslate2_folder.write(model, folder, quantization=quantization, progress=progress),
        Form.HUGGING_FACE: lambda: hugging_face.write(model, folder, progress=progress),
        Form.OPENAI: lambda: openai_checkpoint.write(model, folder, name=name, progress=progress),
    }
    writers[form]()


def _check_room(model: Whisper, folder: Path, quantization: Quantization | None) -> None:
    exact = sum(weight.size for weight in model.weights.values())
    needed = (exact // 2 if quantization is Quantization.INT8 else exact) + ROOM_TO_SPARE
    store.check_room(folder, needed)


def main(checkpoint: str, folder: str) -> None:
    """Write the 8-bit CTranslate2 form of a checkpoint into a folder."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    model = read(Path(checkpoint), Form.OPENAI)
    ctranslate2_folder.write(model, place, quantization=Quantization.INT8, progress=lambda *_: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
