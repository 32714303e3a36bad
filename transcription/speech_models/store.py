"""The Whisper models on disk: one folder each, with a manifest that names every file's size and SHA-256.

Comes from a folder or a stick (`adding`), from the net (`download`) or from the practice model. A model is
whole or not there: files are gathered beside their place and moved in one step.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit import clock, locks
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from transcription.asr import model_files, model_manifest
from transcription.asr.model_manifest import MANIFEST, File, checksum
from transcription.asr.types import TranscriptionOptions

GATHERING = ".gathering-"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
WANTED = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json", "vocabulary.txt", "preprocessor_config.json")
BLOCK = 1024 * 1024
NO_MODEL = N_("There is no model called %(model)s here. List them with: python app.py model list")


@dataclass(frozen=True)
class Model:
    """A model on disk. `practice` is true for the one that may only be used on the demo's synthetic voices."""

    name: str
    folder: Path
    origin: str
    practice: bool
    added: str
    files: Mapping[str, File]
    settings: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files.values())

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that can use it."""
        engines = []
        if not model_files.list_missing(self.folder):
            engines.append(model_files.FASTER_WHISPER)
        if model_files.find_checkpoint(self.folder):
            engines.append(model_files.OPENAI_WHISPER)
        return tuple(engines)

    def options(self, base: TranscriptionOptions) -> TranscriptionOptions:
        """The options with what this model wants otherwise."""
        return replace(base, **self.settings)


def list_models(models: Path) -> list[Model]:
    """All whole models in the folder, by name. An unreadable manifest is no model."""
    folders = sorted(path.parent for path in models.glob(f"*/{MANIFEST}") if not path.parent.name.startswith("."))
    return [model for folder in folders if (model := find_in(folder)) is not None]


def find_model(models: Path, name: str) -> Model | None:
    """The model of that name, or None."""
    return next((model for model in list_models(models) if model.name == name), None)


def list_unfinished(models: Path) -> list[tuple[str, int]]:
    """Models of which only a part has come: name and bytes."""
    drafts = sorted(path for path in models.glob(f"{GATHERING}*") if path.is_dir())
    return [(draft.name.removeprefix(GATHERING), count_bytes(draft)) for draft in drafts]


def count_bytes(draft: Path) -> int:
    """What has been gathered so far, also what has come of a file that is not whole."""
    return sum(file.stat().st_size for file in draft.rglob("*") if file.is_file())


def get_model(models: Path, name: str) -> Model:
    """The model of that name. Raises NotFound with what to do."""
    model = find_model(models, name)
    if model is None:
        raise NotFound(NO_MODEL, model=name)
    return model


def choose_model(models: Path, name: str | None, *, engine: str, practice: bool) -> Model | None:
    """The model to transcribe with: the named one, else the largest that the engine can use, else None.

    The practice model is for synthetic voices: it is chosen only when it is named, or when `practice` says that
    everybody here is invented, and never in place of a real one.
    """
    usable = [model for model in list_models(models) if engine in model.engines]
    if name is not None:
        return next((model for model in usable if model.name == name), None)
    allowed = [model for model in usable if practice or not model.practice]
    return max(allowed, key=lambda model: (not model.practice, model.size), default=None)


@contextmanager
def gathering(models: Path, name: str, *, resume: bool = False) -> Iterator[Path]:
    """A folder to put a model's files in; what `keep` has not moved away is removed, unless it may be resumed.

    Raises InvalidInput for a name that is none, WrongState when a model has it.
    """
    if not NAME.fullmatch(name):
        raise InvalidInput(N_("Name the model with small letters, numbers, dots and hyphens."), field="name")
    if (models / name).exists():
        raise WrongState(N_("There is a model called %(model)s already. Remove it first."), model=name)
    draft = models / f"{GATHERING}{name}"
    if draft.exists() and not resume:
        shutil.rmtree(draft)
    draft.mkdir(parents=True, exist_ok=True)
    try:
        yield draft
    finally:
        if draft.exists() and not resume:
            shutil.rmtree(draft)


def keep(
    draft: Path, *, name: str, origin: str, practice: bool, settings: Mapping[str, Any], licence: str = ""
) -> Model:
    """Write the manifest and move the gathered files to their place in one step. `origin` says where they came from."""
    folder = draft.parent / name
    write_manifest(draft, name=name, origin=origin, practice=practice, settings=settings, licence=licence)
    draft.rename(folder)
    model = find_in(folder)
    if model is None:
        raise NotFound(NO_MODEL, model=name)
    return model


def write_manifest(
    draft: Path, *, name: str, origin: str, practice: bool, settings: Mapping[str, Any], licence: str
) -> None:
    """Write down every file of a folder with its size and checksum."""
    files = {path.name: File(path.stat().st_size, checksum(path)) for path in sorted(draft.iterdir()) if path.is_file()}
    manifest = {
        "name": name,
        "origin": origin,
        "practice": practice,
        "added": clock.now().isoformat(timespec="seconds"),
        "licence": licence,
        "settings": dict(settings),
        "files": {file: {"size": kept.size, "sha256": kept.sha256} for file, kept in files.items()},
    }
    with (draft / MANIFEST).open("w", encoding="utf-8") as out:
        json.dump(manifest, out, indent=1)
        out.flush()
        os.fsync(out.fileno())


def check_room(folder: Path, needed: int) -> None:
    """Raise WrongState when the folder's disk has not so many bytes left."""
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise WrongState(
            N_("The disk has room for %(free)s MB and the model needs %(needed)s MB. Make room and try again."),
            free=free // 10**6,
            needed=needed // 10**6,
        )


def list_damaged(model: Model, *, engine: str | None = None) -> list[str]:
    """Names of the files that are missing, cut short or changed since the model was added; or of one engine's files."""
    return model_manifest.list_damaged(model.folder, model.files, engine=engine)


def remove(models: Path, name: str) -> None:
    """Delete a model. Raises NotFound, WrongState while it is in use.

    The manifest goes first, so that half a model is never a model. What was fetched of an unfinished one goes too.
    """
    draft = models / f"{GATHERING}{name}"
    if NAME.fullmatch(name) and draft.is_dir():
        shutil.rmtree(draft)
        if not (models / name / MANIFEST).exists():
            return
    model = get_model(models, name)
    if locks.is_held(model.folder / MANIFEST):
        raise WrongState(
            N_("%(model)s is writing down a recording just now. Wait until it is done, or stop the program first."),
            model=name,
        )
    (model.folder / MANIFEST).unlink()
    shutil.rmtree(model.folder)


def find_in(folder: Path) -> Model | None:
    """The model whose manifest lies in the folder, or None."""
    try:
        content = model_manifest.read(folder)
        return Model(
            name=folder.name,
            folder=folder,
            origin=str(content["origin"]),
            practice=bool(content["practice"]),
            added=str(content["added"]),
            files=model_manifest.read_files(content),
            settings=dict(content.get("settings", {})),
            licence=str(content.get("licence", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
