"""The modes in which this machine can transcribe a span again, and which is next: each once, for its answer stays."""

from collections.abc import Collection, Sequence

from toolkit import config
from toolkit.config import Settings
from transcription.asr.types import RetryMode, TranscriptionOptions, retry_options
from transcription.speech_models import selection, store
from transcription.speech_models.store import Model
from transcription.terms import own_words, token_count
from transcription.transcripts.models import Transcript


def find_next(transcript: Transcript, tried: Collection[str]) -> RetryMode | None:
    """The first mode that has not been tried, or None."""
    return next((one for one in list_modes(transcript) if one not in tried), None)


def list_modes(transcript: Transcript) -> Sequence[RetryMode]:
    """Every mode that could give another answer here: a larger model must lie on this machine, words must be known."""
    found = [RetryMode.CAREFUL]
    if _find_larger(transcript) is not None:
        found.append(RetryMode.LARGER)
    if own_words.list_terms(transcript.assignment.cycle.unit_id):
        found.append(RetryMode.WITHOUT_TERMS)
    return found


def find_model(transcript: Transcript, mode: RetryMode) -> Model | None:
    """The model for a retranscription: the transcript's own, or a larger one; the site's where it is gone."""
    settings = config.current()
    larger = _find_larger(transcript) if mode is RetryMode.LARGER else None
    return larger or _find_own(settings, transcript) or selection.chosen_model(settings)


def options_for(transcript: Transcript, mode: RetryMode, model: Model) -> TranscriptionOptions:
    """How to transcribe in that mode with that model."""
    settings = config.current()
    terms = () if model.practice else own_words.list_terms(transcript.assignment.cycle.unit_id)
    return retry_options(
        model.options(TranscriptionOptions(terms=token_count.joined(terms), device=settings.device)), mode
    )


def _find_larger(transcript: Transcript) -> Model | None:
    settings = config.current()
    own = _find_own(settings, transcript) or selection.chosen_model(settings)
    largest = store.choose_model(settings.models, None, engine=settings.engine, practice=False)
    return largest if own and largest and (own.practice or largest.size > own.size) else None


def _find_own(settings: Settings, transcript: Transcript) -> Model | None:
    return selection.find_usable(settings, transcript.model) if transcript.model else None
