"""What `doctor` is told about the speech models: whether one is there that transcribes, and is not damaged."""

from collections.abc import Iterator

from toolkit import config
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong
from transcription.speech_models import inventory, selection

MODELS = N_("Speech model")


def check() -> Iterator[Finding]:
    """The model that transcribes, or what is missing."""
    settings = config.current()
    model = selection.chosen_model(settings)
    if model is None:
        yield warning(
            MODELS, N_("None is here that can be used, so recordings wait."),
            N_("Fetch or add one: python app.py model fetch kb-whisper-small"),
        )  # fmt: skip
        return
    damaged = next(one.check.damaged for one in inventory.list_inventory(settings.models) if one.model == model)
    if damaged:
        yield wrong(
            MODELS, N_("Files of %(model)s are damaged."),
            N_("Remove it and add it once more: python app.py model remove"), model=model.name,
        )  # fmt: skip
    else:
        yield well(MODELS, N_("%(model)s transcribes."), model=model.name)


def model_in_use() -> str:
    """The name of the model that transcribes, or nothing."""
    model = selection.chosen_model(config.current())
    return model.name if model else ""
