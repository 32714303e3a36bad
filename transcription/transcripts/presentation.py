"""How the transcript's pages say times, speakers and lengths, and what the templates ask of a segment."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from toolkit import clock, content
from toolkit.errors import N_
from toolkit.language import clock_time, day, ngettext
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from transcription.asr import waveform
from transcription.asr.confidence import ConfidenceFlag
from transcription.transcripts.models import Transcript
from transcription.transcripts.segment_rows import SegmentRow
from transcription.transcripts.speaker_turns import Speaker

SOON = timedelta(hours=3)
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
FLAG_EXPLANATIONS: Mapping[str | None, str] = {
    ConfidenceFlag.SILENCE: N_("There are words here, though it is nearly silent."),
    ConfidenceFlag.LOOP: N_("The same words stand here over and over."),
    ConfidenceFlag.UNSURE: N_("The computer is unsure of this segment."),
}
SPEAKERS = (
    (Speaker.INTERVIEWER.value, _l("You")),
    (Speaker.CHILD.value, _l("The child")),
    (Speaker.INTERPRETER.value, _l("Interpreter")),
    (Speaker.OTHER.value, _l("Somebody else")),
    (Speaker.UNKNOWN.value, _l("Not known yet")),
)


def now() -> datetime:
    """The moment of this answer."""
    return clock.now()


def moment(ms: int) -> str:
    """A place in the recording: «12.04», or «1.02.04» after an hour."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}.{minutes:02}.{seconds:02}" if hours else f"{minutes}.{seconds:02}"


def minutes(ms: int) -> int:
    """Whole minutes, at least one when there is anything at all."""
    return max(1 if ms else 0, round(ms / 60_000))


def speaker(code: str) -> str:
    """Who speaks, in one word for the margin."""
    names = {
        Speaker.INTERVIEWER: _("You"),
        Speaker.CHILD: _("The child"),
        Speaker.INTERPRETER: _("Interpreter"),
        Speaker.OTHER: _("Somebody else"),
    }
    return str(names.get(Speaker(code), "?"))


def names() -> dict[str, str]:
    """What each speaker is called in the margin, by code. Said once for a whole page."""
    return {code.value: speaker(code) for code in Speaker}


def reader_speaker(code: str) -> str:
    """Who speaks, as the seminar will read it."""
    return _("Interviewer") if code == Speaker.INTERVIEWER else speaker(code)


def time_spent(ms: int) -> str:
    """How long the correction has taken so far, in whole minutes; empty before the first."""
    whole = ms // 60_000
    return (
        ngettext("You have worked on it for %(num)d minute.", "You have worked on it for %(num)d minutes.", whole)
        if whole
        else ""
    )


def ready(moment: datetime | None) -> str:
    """When a text should be there, as a guess that does not pretend to know better: by the clock, or by the day."""
    if moment is None:
        return ""
    now, left = clock.now(), moment - clock.now()
    if left < timedelta(minutes=2):
        return _("Ready in a moment.")
    local, today = _rounded(moment, left).astimezone(clock.LOCAL_ZONE), now.astimezone(clock.LOCAL_ZONE).date()
    days = (local.date() - today).days
    if left < SOON or (days == 0 and local.hour < NIGHT_BEGINS):
        return _("Ready around %(time)s.", time=clock_time(local))
    if _is_night(local) and (local - timedelta(hours=NIGHT_ENDS)).date() == today:
        return _("Ready tonight.")
    if days == 1:
        return _("Ready tomorrow around %(time)s.", time=clock_time(local))
    return _("Ready on %(day)s.", day=day(local.date()))


def _is_night(local: datetime) -> bool:
    return local.hour >= NIGHT_BEGINS or local.hour < NIGHT_ENDS


def _rounded(moment: datetime, left: timedelta) -> datetime:
    """Up to whole minutes when it is soon, else to five or fifteen."""
    step = 60 * (1 if left < timedelta(minutes=10) else 5 if left < timedelta(hours=2) else 15)
    return datetime.fromtimestamp(-(-moment.timestamp() // step) * step, moment.tzinfo)


def opens(moment: datetime) -> str:
    """When the writing begins: «18.00», with the day when it is not today."""
    local = moment.astimezone(clock.LOCAL_ZONE)
    return clock_time(local) if local.date() == clock.today() else f"{day(local.date())} {clock_time(local)}"


def explain_flag(segment: SegmentRow) -> str:
    """Why a segment should be listened to closely, in words."""
    return _(FLAG_EXPLANATIONS[segment.confidence_flag]) if segment.confidence_flag in FLAG_EXPLANATIONS else ""


def bars(transcript: Transcript) -> str:
    """The recording drawn as bars."""
    return waveform.draw(bytes.fromhex(transcript.peaks))


def gaps_before(transcript: Transcript, segments: Sequence[SegmentRow]) -> dict[int, list[tuple[int, int]]]:
    """Where sound is missing: (start, length) in ms, by the position of the segment that comes after it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for start, length in transcript.gaps.get("spans", ()):
        after = next((one.position for one in segments if one.start_ms >= start), -1)
        found.setdefault(after, []).append((start, length))
    return found


def sign(code: str) -> str:
    """The name of a silent sign."""
    return next((one.name for one in content.current().nonverbal_marks if one.code == code), code)
