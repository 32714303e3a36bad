"""Takes a Whisper model in any form from a folder, a file or a stick, and makes what this installation's engine needs.

Comes from whoever runs the server. What is added is whole and proved, or not there at all.
"""

import errno
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from toolkit.errors import N_, InvalidInput, WrongState
from transcription.asr.model_files import READS, Form, Quantization, list_forms
from transcription.model_conversion import converting, ctranslate2_folder, openai_checkpoint
from transcription.model_conversion.whisper_weights import Progress
from transcription.speech_models import refusals, store
from transcription.speech_models.store import Model

BLOCK = 4 * 1024 * 1024
LICENCE = re.compile(r"^license:\s*([A-Za-z0-9.+-]{1,40})\s*$", re.MULTILINE)


def add(models: Path, source: Path, *, engine: str, name: str | None = None, progress: Progress) -> Model:
    """Copy a model, or convert it when it comes in another form than the engine reads, and check it.

    Raises InvalidInput when it is no model or damaged, WrongState when the name is taken or the disk is full.
    """
    name = name or (source.stem if source.is_file() else source.resolve().name).lower().replace(" ", "-")
    form = READS[engine]
    with _told(source), store.gathering(models, name) as draft:
        brought = store.find_in(source) if source.is_dir() else None
        _check_brought(brought)
        if form in list_forms(source):
            _copy(_list_files(source), draft, progress)
            _check_brought(replace(brought, folder=draft) if brought else None)
            _prove(draft)
        else:
            _convert(source, draft, form=form, name=name, progress=progress)
        return store.keep(
            draft,
            name=name,
            origin=brought.origin if brought else "folder",
            practice=brought.practice if brought else False,
            settings=brought.settings if brought else {},
            licence=brought.licence if brought else _find_licence(source),
        )


def convert(
    source: Path, destination: Path, *, form: Form, quantization: Quantization | None = None, progress: Progress
) -> Model:
    """Write a model in another form into a new folder, with a manifest of its checksums.

    Raises InvalidInput for what is no model or cannot be converted, WrongState when the folder is there already.
    """
    brought = store.find_in(source) if source.is_dir() else None
    with _told(source), store.gathering(destination.resolve().parent, destination.name) as draft:
        _check_brought(brought)
        model = converting.read(source, converting.get_form(source))
        converting.write(model, draft, form=form, name=destination.name, quantization=quantization, progress=progress)
        return store.keep(
            draft,
            name=destination.name,
            origin=brought.origin if brought else "folder",
            practice=brought.practice if brought else False,
            settings=brought.settings if brought else {},
            licence=brought.licence if brought else _find_licence(source),
        )


@contextmanager
def _told(source: Path) -> Iterator[None]:
    """What the operating system refuses, said in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise WrongState(N_("The disk is full. Make room and try again; nothing was left half done.")) from error
        raise InvalidInput(
            N_("%(source)s could not be read (%(reason)s). Check that it is there and that you may open it."),
            field=refusals.FIELD,
            source=source.name,
            reason=type(error).__name__,
        ) from error


def _list_files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return [source / name for name in store.WANTED if (source / name).is_file()] + sorted(source.glob("*.pt"))


def _copy(files: Sequence[Path], draft: Path, progress: Progress) -> None:
    whole, done = sum(file.stat().st_size for file in files), 0
    store.check_room(draft, whole)
    for file in files:
        with file.open("rb") as source, (draft / file.name).open("wb") as out:
            while block := source.read(BLOCK):
                out.write(block)
                done += len(block)
                progress(done, whole)


def _convert(source: Path, draft: Path, *, form: Form, name: str, progress: Progress) -> None:
    model = converting.read(source, converting.get_form(source))
    quantization = Quantization.INT8 if form is Form.CT2 else None
    converting.write(model, draft, form=form, name=name, quantization=quantization, progress=progress)


def _prove(draft: Path) -> None:
    forms = list_forms(draft)
    if Form.CT2 in forms:
        ctranslate2_folder.check(draft)
    if Form.OPENAI in forms:
        converting.read(draft, Form.OPENAI)
        openai_checkpoint.check(next(draft.glob("*.pt")))


def _check_brought(brought: Model | None) -> None:
    damaged = store.list_damaged(brought) if brought else []
    if damaged:
        raise InvalidInput(
            N_("These files are not what the model’s own list says: %(files)s. Copy the model again."),
            field=refusals.FIELD,
            files=", ".join(damaged),
        )


def _find_licence(source: Path) -> str:
    """The licence that a model's own page names, as it is published beside the weights."""
    page = source / "README.md"
    if not page.is_file():
        return ""
    found = LICENCE.search(page.read_text(encoding="utf-8", errors="replace")[:2000])
    return found.group(1) if found else ""
