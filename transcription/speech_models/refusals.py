"""The sentences with which a model is refused: what is wrong with it, and what helps."""

from collections.abc import Iterable

from toolkit.errors import N_, InvalidInput

FIELD = "source"


def lacks(names: Iterable[str]) -> InvalidInput:
    """Files are not there."""
    return InvalidInput(
        N_("The folder holds no whole model. It lacks %(files)s."), field=FIELD, files=", ".join(sorted(names))
    )


def damaged(file: str) -> InvalidInput:
    """A file ends too early, or its numbers make no sense."""
    return InvalidInput(N_("%(file)s is cut short or damaged. Copy or fetch the model again."), field=FIELD, file=file)


def not_whisper(kind: str) -> InvalidInput:
    """A model, and of another kind."""
    return InvalidInput(
        N_("This is no Whisper model (it says %(kind)s). Choose one that is, such as kb-whisper-small."),
        field=FIELD,
        kind=kind,
    )


def unusual(what: str) -> InvalidInput:
    """Whisper, and not as we know it. `what` is the name of a setting or a layer."""
    return InvalidInput(
        N_("This Whisper model is built in another way than we can read (%(what)s). Choose another model."),
        field=FIELD,
        what=what,
    )


def english_only() -> InvalidInput:
    """A model that never learned Swedish."""
    return InvalidInput(N_("This model knows English only. Choose a multilingual one."), field=FIELD)


def own_words() -> InvalidInput:
    """A vocabulary that openai-whisper, which brings its own, would read wrongly."""
    return InvalidInput(
        N_("This model has a vocabulary of its own, and openai-whisper reads only the common one. Keep it as ct2."),
        field=FIELD,
    )


def rounded() -> InvalidInput:
    """Numbers that were made 8-bit and cannot be made exact again."""
    return InvalidInput(
        N_(
            "This model’s numbers are rounded to 8 bits, and what was rounded away cannot come back."
            " Start from the original, in the form of Hugging Face or openai-whisper."
        ),
        field=FIELD,
    )
