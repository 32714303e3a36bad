"""The rooms that a recording walks through."""

from transcription.deidentification import views as deidentification
from transcription.editor import views as editor
from transcription.editor.reflection import views as reflection
from transcription.editor.retranscription import views as retranscription
from transcription.exchange import views as exchange
from transcription.handover import views as handover
from transcription.queue import hours_views as transcription_hours
from transcription.queue import views as transcription_queue
from transcription.speech_models import views as speech_models
from transcription.terms import views as terms

ROOMS = (
    speech_models.bp,
    transcription_hours.bp,
    terms.bp,
    transcription_queue.bp,
    editor.bp,
    retranscription.bp,
    reflection.bp,
    deidentification.bp,
    exchange.bp,
    handover.bp,
)
