"""The models that are here, as somebody wants to see them: form, engines, where from, when they were last checked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit import clock, locks
from transcription.asr.model_files import Form, list_forms
from transcription.asr.model_manifest import MANIFEST
from transcription.speech_models import ctranslate2_header, store
from transcription.speech_models.store import Model

CHECKED = "checked.json"


@dataclass(frozen=True, slots=True)
class Check:
    """When a model's files were last compared with their checksums, and which were damaged."""

    at: datetime
    damaged: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class InventoryEntry:
    """A model and what is to be known about it. `forms` are words like "ct2 int8"."""

    model: Model
    forms: Sequence[str]
    is_in_use: bool
    check: Check


def list_inventory(models: Path) -> list[InventoryEntry]:
    """Every whole model in the folder, by name."""
    return [
        InventoryEntry(
            model,
            _forms(model),
            locks.is_held(model.folder / MANIFEST),
            _find_check(model),
        )
        for model in store.list_models(models)
    ]


def verify(model: Model) -> list[str]:
    """Names of the files that are not what they were when the model was added; the result is noted beside them."""
    damaged = store.list_damaged(model)
    note, draft = model.folder / CHECKED, model.folder / f".{CHECKED}"
    draft.write_text(json.dumps({"at": clock.now().isoformat(), "damaged": damaged}), encoding="utf-8")
    draft.replace(note)
    return damaged


def _find_check(model: Model) -> Check:
    """The latest check; adding a model was the first one."""
    try:
        content = json.loads((model.folder / CHECKED).read_text(encoding="utf-8"))
        return Check(datetime.fromisoformat(content["at"]), tuple(map(str, content["damaged"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Check(datetime.fromisoformat(model.added))


def _forms(model: Model) -> list[str]:
    forms = list_forms(model.folder)
    kind = ctranslate2_header.find_kind(model.folder) if Form.CT2 in forms else None
    return [f"{form} {kind}" if form is Form.CT2 and kind else str(form) for form in forms]
