"""What import and export say in words: kinds of files, problems, and the sentences around an exported talk."""

from collections.abc import Mapping

from toolkit import clock, config, language
from toolkit.documents.wordstyle import About
from toolkit.errors import N_
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from toolkit.language import ngettext
from transcription.exchange import segment_times, times
from transcription.exchange.transcript_file import LeftOut, Problem, TranscriptFile
from transcription.exchange.word_writing import Words
from transcription.exchange.writing import Kind
from transcription.transcripts.models import Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import State

TAGS = {"sv": "sv-SE", "en": "en-GB"}
KINDS = (
    (Kind.DOCX.value, _l("Word (.docx)")),
    (Kind.TXT.value, _l("Text (.txt)")),
    (Kind.SRT.value, _l("Subtitles (.srt)")),
    (Kind.VTT.value, _l("Subtitles for the web (.vtt)")),
    (Kind.JSON.value, _l("Everything, for a program (.json)")),
)
HINTS: Mapping[str, str] = {
    Kind.DOCX: N_("To read and print. Speaker and time stand in the margin."),
    Kind.TXT: N_("Opens everywhere."),
    Kind.SRT: N_("Times and words, for a player."),
    Kind.VTT: N_("Times and words, for a player in the browser."),
    Kind.JSON: N_("Times, words and doubts. Can be read in here again without any loss."),
}
READ_AS: Mapping[str, str] = {
    "docx": N_("a Word document"),
    "txt": N_("a text file"),
    "srt": N_("subtitles (srt)"),
    "vtt": N_("subtitles (vtt)"),
    "whisper": N_("a file from a Whisper program"),
    "json": N_("an export from here"),
}
PLACES: Mapping[str, str] = {
    "line": N_("Line %(number)s"),
    "paragraph": N_("Paragraph %(number)s"),
    "segment": N_("Segment %(number)s"),
}


def hints() -> dict[str, str]:
    """A sentence for each kind of file."""
    return {kind: _(sentence) for kind, sentence in HINTS.items()}


def read_as(kind: str) -> str:
    """What a file was taken for."""
    return _(READ_AS[kind])


def place(found: Problem | LeftOut) -> str:
    """Where in the file it stands."""
    return _(PLACES[found.unit], number=found.place) if found.place else _("The whole file")


def reason(found: Problem | LeftOut) -> str:
    """What was wrong and what was done."""
    return _(found.message, **(found.values if isinstance(found, Problem) else {}))


def list_units_of_time(file: TranscriptFile) -> list[tuple[str, str]]:
    """What the times of a file may be taken for, each with how long the talk would be."""
    names = {1: _("seconds"), 100: _("hundredths of a second"), 1000: _("thousandths of a second")}
    return [
        (str(ticks), _("%(unit)s: the talk lasts %(time)s", unit=names[ticks], time=_lasts(file, ticks)))
        for ticks in segment_times.list_ticks(file)
    ]


def _lasts(file: TranscriptFile, ticks: int) -> str:
    return times.short_clock(segment_times.rescaled(file, ticks).length_ms)


def speaker_names() -> dict[Speaker, str]:
    """Who speaks, as it stands in a file. Words that our own import knows, in both languages."""
    return {
        Speaker.INTERVIEWER: _("Interviewer"),
        Speaker.CHILD: _("Child"),
        Speaker.INTERPRETER: _("Interpreter"),
        Speaker.OTHER: _("Another person"),
        Speaker.UNKNOWN: _("Unknown"),
    }


def name_of_file(*, deidentified: bool) -> str:
    """What the file is, and nothing about whose it is."""
    return _("De-identified transcript") if deidentified else _("Transcript with names")


def about(transcript: Transcript | None, *, deidentified: bool, is_practice: bool) -> Words:
    """Title, warnings and headings of an exported document."""
    code = language.chosen()
    notes = [_("The child and others may be recognised in this text. Keep it as carefully as the recording.")]
    if deidentified:
        notes = [_("A person has approved this text as de-identified. Nobody can promise that nothing is left.")]
    if transcript is not None and transcript.state == State.DRAFT:
        notes.append(_("It is a draft that nobody has listened through yet."))
    if transcript is not None and (transcript.has_gaps or transcript.is_cut):
        notes.append(_("Sound is missing in the recording, so words are missing in the text."))
    if is_practice:
        notes.append(_("Written by the practice model. For practice only."))
    municipality = config.current().municipality
    title = _("Interview, de-identified") if deidentified else _("Interview, not de-identified")
    saved = _("Saved %(day)s", day=language.day_and_time(clock.now()))
    return Words(
        about=About(title, saved, municipality, TAGS[code], clock.now()),
        notes=tuple(notes),
        talk=_("The talk"),
        from_minute=_("From minute %(minute)s", minute="{minute}"),
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        names=speaker_names(),
    )


def counted(segments: int, words: int) -> str:
    """«214 stycken, 5 300 ord»."""
    first = ngettext("%(num)d segment", "%(num)d segments", segments)
    second = ngettext("%(num)d word", "%(num)d words", words)
    return f"{first}, {second}"
