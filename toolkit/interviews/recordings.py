"""What a person sees of the recordings of one interview: where each stands, in words, and what may be done next."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from toolkit.access import Actor
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import intake
from toolkit.interviews.models import Notes, Recording
from toolkit.interviews.steps import StepFacts
from toolkit.language import gettext as _
from toolkit.language import ngettext
from toolkit.participation import consent
from toolkit.sound.refusals import SENTENCES, Refusal


@dataclass(frozen=True, slots=True)
class Page:
    """One interview's recording page. `has_notes` says that notes exist, not what is in them."""

    assignment: Assignment
    recordings: Sequence[Recording]
    consent: consent.Standing
    has_notes: bool
    notes_finished_at: datetime | None
    disposed_after: datetime | None = None  # when there was a recording whose sound a decision has disposed of since

    @property
    def has_sound(self) -> bool:
        """Whether at least one recording is whole."""
        return any(recording.state == intake.WHOLE for recording in self.recordings)

    @property
    def done_at(self) -> datetime | None:
        """When the interview was there to go on with: the latest whole recording, or the finished notes."""
        wholes = [
            recording.finished_at
            for recording in self.recordings
            if recording.state == intake.WHOLE and recording.finished_at
        ]
        return max(wholes, default=self.notes_finished_at or self.disposed_after)


def open_page(actor: Actor, assignment_id: uuid.UUID) -> Page:
    """The page of the person's own interview. Raises `NotFound`."""
    return _page(assignments.get_own(actor, assignment_id))


def _page(assignment: Assignment) -> Page:
    notes = db.session.get(Notes, assignment.id)
    return Page(
        assignment=assignment,
        recordings=intake.list_recordings(assignment),
        consent=consent.standing(assignment),
        has_notes=notes is not None,
        notes_finished_at=notes.finished_at if notes else None,
        disposed_after=_find_disposed(assignment),
    )


def _find_disposed(assignment: Assignment) -> datetime | None:
    """When the last recording was finished whose sound a decision has disposed of: the talk was held all the same."""
    if assignment.recording_disposed_at is None:
        return None
    gone = Recording.state == intake.DESTROYED, Recording.refusal.is_(None)
    found = select(func.max(Recording.finished_at)).where(Recording.assignment_id == assignment.id, *gone)
    return db.session.scalar(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts(StepFacts):
    """What the step Record shows besides when it was done."""

    page: Page


def record_facts(assignment: Assignment) -> RecordFacts:
    """How far the step Record of «My interview» has come, for an assignment that the caller holds."""
    page = _page(assignment)
    return RecordFacts(done_at=page.done_at, page=page)


def sentence_about(recording: Recording) -> str:
    """Where a recording stands, in one sentence."""
    if recording.state == intake.REFUSED:
        return _(SENTENCES[Refusal(recording.refusal or Refusal.DAMAGED)])
    if recording.state == intake.RECEIVING:
        return _("The recording was broken off. What has arrived here is safe.")
    about = (_about_whole(recording, length(recording)), *_about_sound(recording), *_about_breaks(recording.breaks))
    return " ".join(about)


def _about_whole(recording: Recording, long: str) -> str:
    if recording.is_cut_short:
        return _("The file ends in the middle. What there was is saved: %(long)s.", long=long)
    if recording.has_gaps:
        return _("Some of the recording never arrived. What there was is saved: %(long)s.", long=long)
    if recording.is_broken_off:
        return _("The recording was broken off. What there was is saved: %(long)s.", long=long)
    return _("The recording is saved: %(long)s.", long=long)


def _about_sound(recording: Recording) -> Iterator[str]:
    """What to know about the sound in it, a sentence each."""
    if recording.missing_ms:
        yield _("Sound is missing in it, %(long)s in all. The text says where.", long=_time(recording.missing_ms))
    if recording.begins_ms:
        yield _("The sound begins %(long)s into the file.", long=_time(recording.begins_ms))
    if recording.tracks > 1:
        yield _(
            "There are %(num)s sound tracks in the file. They are heard and transcribed together.",
            num=recording.tracks,
        )


def _about_breaks(breaks: int) -> Iterator[str]:
    """That it went on after breaks, in the same recording."""
    if breaks:
        yield ngettext(
            "It was broken off once and went on in the same recording.",
            "It was broken off %(num)d times and went on in the same recording.",
            breaks,
        )


def length(recording: Recording) -> str:
    """How long a recording is, in minutes, or in seconds below one minute."""
    return _time(recording.duration_ms or 0)


def _time(ms: int) -> str:
    seconds = max(1 if ms else 0, round(ms / 1000))
    if seconds < 60:
        return ngettext("%(num)d second", "%(num)d seconds", seconds)
    return ngettext("%(num)d minute", "%(num)d minutes", round(seconds / 60))
