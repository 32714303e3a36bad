"""Why a recording is not written down, in words: what happened, and the way out. From the codes of a job."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.errors import N_
from toolkit.language import gettext as _

SAFE = N_("The recording is safe, the transcription has to wait")
STOPPED = N_("The recording could not be transcribed")
BY_ITSELF = N_("The transcription then begins by itself, and nothing is lost.")
TRY_AGAIN = N_(
    "What has been transcribed is saved, and so is the sound. Try once more, or tell whoever runs the server."
)

SENTENCES: Mapping[str, tuple[str, str]] = {
    "no_model": (
        N_("The computer has no speech model yet, so it cannot transcribe. Whoever runs the server fetches one."),
        BY_ITSELF,
    ),
    "no_worker": (
        N_("The part of the program that transcribes is not running. Tell whoever runs the server."),
        BY_ITSELF,
    ),
    "model_incomplete": (
        N_("Files are missing in the speech model. Whoever runs the server fetches it once more."),
        BY_ITSELF,
    ),
    "model_broken": (
        N_("The speech model is damaged. Whoever runs the server removes it and fetches it once more."),
        BY_ITSELF,
    ),
    "engine_missing": (
        N_("The speech recogniser is not installed. Whoever runs the server installs it or chooses the other one."),
        BY_ITSELF,
    ),
    "processor": (
        N_("The computer’s processor is too old for the speech recogniser: it lacks the SSE4.2 instructions."),
        N_("Whoever runs the server moves it to another computer. Until then you can write notes instead."),
    ),
    "not_sound": (
        N_("The sound in the file cannot be read."),
        N_("Listen to the recording. If you hear nothing either, write notes instead."),
    ),
    "not_opened": (
        N_("The file is not as it was when it was saved, so it cannot be opened."),
        N_("Tell whoever runs the server: there may be a backup. Otherwise write notes instead."),
    ),
    "out_of_memory": (
        N_("The computer’s memory was not enough for the speech model, several times."),
        N_("What has been transcribed is saved. Start over with a smaller model, or tell whoever runs the server."),
    ),
    "killed": (N_("The speech recogniser was ended from outside, several times."), TRY_AGAIN),
    "silent": (N_("The speech recogniser stopped answering, several times."), TRY_AGAIN),
    "too_slow": (
        N_("It took so long that the transcription was ended, several times."),
        N_("What has been transcribed is saved. Start over with a smaller model, or tell whoever runs the server."),
    ),
    "interrupted": (
        N_("The transcription was interrupted several times, before a single sentence was ready."),
        TRY_AGAIN,
    ),
}
UNEXPECTED = (N_("Something stopped the transcription several times."), TRY_AGAIN)


@dataclass(frozen=True, slots=True)
class Explained:
    """A heading, what happened, and what to do."""

    title: str
    what: str
    way_out: str


def explain(reason: str | None, *, waits: bool) -> Explained:
    """The words for a code; `waits` when the writing begins again by itself."""
    what, way_out = SENTENCES.get(reason or "", UNEXPECTED)
    return Explained(_(SAFE if waits else STOPPED), _(what), _(way_out))
