"""The models that are here, as somebody wants to see them: form, engines, where from, and whether they are in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcription import model_locks, models_store
from transcription.model_formats import ctranslate2_folder
from transcription.model_formats.converting import Form, list_forms
from transcription.models_store import Model


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model and what is to be known about it. `forms` are words like "ct2 int8"."""

    model: Model
    forms: Sequence[str]
    is_in_use: bool


def list_shelf(models: Path) -> list[Shelved]:
    """Every whole model in the folder, by name."""
    return [
        Shelved(model, _forms(model), model_locks.is_in_use(model.folder / models_store.MANIFEST))
        for model in models_store.list_models(models)
    ]


def _forms(model: Model) -> list[str]:
    forms = list_forms(model.folder)
    kind = ctranslate2_folder.find_kind(model.folder) if Form.CT2 in forms else None
    return [f"{form} {kind}" if form is Form.CT2 and kind else str(form) for form in forms]
