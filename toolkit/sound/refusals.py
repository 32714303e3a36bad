"""Why a file is no recording that can be used, and the words for whoever chose it. Pure."""

from enum import StrEnum

from toolkit.errors import N_, InvalidInput


class Refusal(StrEnum):
    """Why a file is no recording; the values are stored."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    DICTAPHONE = "dictaphone"
    CODEC = "codec"
    DAMAGED = "damaged"
    NO_INDEX = "no_index"
    FILM = "film"
    SILENT = "silent"
    TOO_LONG = "too_long"


LONGEST_HOURS = 12
SENTENCES = {
    Refusal.EMPTY: N_("The file is empty. Choose the recording again, or record anew."),
    Refusal.UNKNOWN: N_(
        "This is not a recording that we can read. Save the sound as m4a, mp3 or wav on the device or in its program, "
        "and send that file."
    ),
    Refusal.DICTAPHONE: N_(
        "This is a dictaphone’s own format (DSS, DS2 or MSV), which only the maker’s program can open. "
        "Open the recording in the program that came with the dictaphone, save it as wav or mp3, and send that file."
    ),
    Refusal.CODEC: N_(
        "The sound in the file is stored in a way that we cannot read. Save it as m4a, mp3 or wav on the device "
        "or in its program, and send that file."
    ),
    Refusal.DAMAGED: N_(
        "The file is damaged, so that nothing in it can be heard. Choose another copy of the recording."
    ),
    Refusal.NO_INDEX: N_(
        "The end of the file is missing, and with it the table of contents that a phone writes last, so nothing in it "
        "can be heard. Copy the recording from the device once more, and send that copy."
    ),
    Refusal.FILM: N_(
        "This is a film. Choose a recording of sound only, so that no picture of the child is kept. "
        "Most phones and players can save the sound of a film as a file of its own."
    ),
    Refusal.SILENT: N_("There is no sound in the file. Choose the recording again."),
    Refusal.TOO_LONG: N_("The recording is longer than 12 hours. Choose another file."),
}


class NotARecording(InvalidInput):
    """The file cannot be used, and why (`refusal`), in words for whoever chose it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(SENTENCES[refusal], field="file")
        self.refusal = refusal
