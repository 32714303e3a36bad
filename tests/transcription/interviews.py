"""An invented interview with its sound in the vault, for the tests of tasks, activities and pages."""

from dataclasses import dataclass, replace

from tests import factories as make
from toolkit.access import Actor, Role
from toolkit.config import Settings
from toolkit.cycles.models import Assignment
from toolkit.interviews.models import Recording
from toolkit.people.models import Person
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from transcription.speech_models.store import Model
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.states import State

LINES = (
    ("interviewer", "Hej Alva, vad bra att du kom."),
    ("child", "Jag undrar varför Petra slutade."),
    ("interviewer", "Fick du veta varför?"),
    ("child", "Nej. Min kompis Samir sa det, och Samirs pappa."),
)


@dataclass
class Interview:
    """One social worker, the child she meets, and a facilitator and a colleague who may not look."""

    worker: Person
    colleague: Person
    facilitator: Person
    assignment: Assignment

    @property
    def actor(self) -> Actor:
        """The interviewer as the one who asks."""
        return make.actor(self.worker)


def an_interview() -> Interview:
    """An interview that everybody has said yes to. Petra handles the child."""
    unit = make.a_unit()
    worker, colleague = (make.a_person(unit, Role.SOCIAL_WORKER) for _ in range(2))
    petra = make.a_person(unit, Role.SOCIAL_WORKER, name="Petra Sundin")
    facilitator = make.a_person(unit, Role.FACILITATOR)
    cycle = make.a_cycle(unit, facilitator, interviewers=(worker, colleague))
    assignment = make.an_assignment(make.a_child(cycle, handlers=(petra,), age=16), worker)
    make.a_yes(assignment, worker)
    return Interview(worker, colleague, facilitator, assignment)


def a_sealed_recording(assignment: Assignment, content: bytes, **values: object) -> Recording:
    """A whole recording whose bytes lie sealed in the vault."""
    with vault().writing(blobs.new_name("recording")) as writer:
        writer.write(content)
    sealed = writer.sealed
    return make.a_recording(
        assignment,
        plain_length=sealed.plain_length,
        sealed_length=sealed.blob_length,
        blob_id=sealed.file_id,
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        **values,
    )


def a_transcript(
    interview: Interview, *, state: State = State.DRAFT, lines: tuple[tuple[str, str], ...] = LINES
) -> Transcript:
    """A transcript of a recording without bytes."""
    return add_transcript(make.a_recording(interview.assignment), state=state, lines=lines)


def add_transcript(
    recording: Recording, *, state: State = State.DRAFT, lines: tuple[tuple[str, str], ...] = LINES
) -> Transcript:
    """A transcript of the recording, a stretch every five seconds."""
    made: Transcript = make.add(
        Transcript(
            assignment_id=recording.assignment_id,
            recording_id=recording.id,
            state=state,
            model="practice",
            is_practice=True,
        )
    )
    for position, (speaker, text) in enumerate(lines):
        make.add(
            Segment(
                transcript_id=made.id,
                position=position,
                start_ms=position * 5000,
                end_ms=position * 5000 + 4000,
                speaker=speaker,
                text=text,
            )
        )
    return made


def transcribing_with(settings: Settings, model: Model) -> Settings:
    """Settings of an installation that hears with this model."""
    settings.models.mkdir(parents=True)
    (settings.models / model.name).symlink_to(model.folder)
    return replace(settings, model=model.name)
