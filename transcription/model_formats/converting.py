"""From one form of a Whisper model to another: what a place holds, what it becomes, and what is lost on the way.

`python -m transcription.model_formats.converting CHECKPOINT FOLDER` makes the practice model, in a process of its own.
"""

import shutil
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from toolkit.errors import N_, InvalidInput, WrongState
from transcription.model_files import find_checkpoint, list_missing
from transcription.model_formats import ctranslate2_folder, hugging_face, openai_checkpoint, refusing
from transcription.model_formats.whisper_weights import Progress, Whisper, check

ROOM_TO_SPARE = 64 * 1024 * 1024


class Form(StrEnum):
    """The forms of a model: faster-whisper's, openai-whisper's, and the one that models are published in."""

    CT2 = "ct2"
    OPENAI = "openai"
    HUGGING_FACE = "hugging-face"


def list_forms(source: Path) -> list[Form]:
    """The forms that a file or folder holds whole: the files are there, whatever is in them."""
    if source.is_file():
        return [Form.OPENAI] if source.suffix == ".pt" else []
    forms = [Form.CT2] if not list_missing(source) else []
    forms += [Form.OPENAI] if find_checkpoint(source) else []
    return forms + ([Form.HUGGING_FACE] if not hugging_face.list_missing(source) else [])


def get_form(source: Path) -> Form:
    """The form to read from: the most exact one. Raises InvalidInput that says what is missing."""
    forms = list_forms(source)
    for form in (Form.HUGGING_FACE, Form.OPENAI, Form.CT2):
        if form in forms:
            return form
    if source.is_file():
        raise InvalidInput(
            N_("%(file)s is no model. Give a folder, or the .pt file of openai-whisper; unpack what is packed."),
            field=refusing.FIELD,
            file=source.name,
        )
    signs = (hugging_face.WEIGHTS, hugging_face.SHARDS, hugging_face.GENERATION)
    is_published = not (source / "model.bin").is_file() and any((source / sign).is_file() for sign in signs)
    raise refusing.lacks(hugging_face.list_missing(source) if is_published else list_missing(source))


def read(source: Path, form: Form) -> Whisper:
    """The model in a file or folder, every weight in its place. Raises InvalidInput."""
    if form is Form.CT2:
        return check(ctranslate2_folder.read(source))
    if form is Form.HUGGING_FACE:
        return check(hugging_face.read(source))
    checkpoint = source if source.is_file() else find_checkpoint(source)
    if checkpoint is None:
        raise refusing.lacks(["*.pt"])
    return check(openai_checkpoint.read(checkpoint))


def write(model: Whisper, folder: Path, *, form: Form, name: str, quantization: str | None, progress: Progress) -> None:
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


def _check_room(model: Whisper, folder: Path, quantization: str | None) -> None:
    exact = sum(weight.size for weight in model.weights.values())
    needed = (exact // 2 if quantization == ctranslate2_folder.INT8 else exact) + ROOM_TO_SPARE
    check_room(folder, needed)


def check_room(folder: Path, needed: int) -> None:
    """Raise WrongState when the folder's disk has not so many bytes left."""
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise WrongState(
            N_("The disk has room for %(free)s MB and the model needs %(needed)s MB. Make room and try again."),
            free=free // 10**6,
            needed=needed // 10**6,
        )


def main(checkpoint: str, folder: str) -> None:
    """Write the 8-bit CTranslate2 form of a checkpoint into a folder."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    model = read(Path(checkpoint), Form.OPENAI)
    ctranslate2_folder.write(model, place, quantization=ctranslate2_folder.INT8, progress=lambda *_: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
