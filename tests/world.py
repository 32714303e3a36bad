"""Two whole units with something at every stage, for the tests that walk everywhere.

`CANARY` stands in every sealed column, and `STAFF_CANARY` in every name of somebody at work, so that what leaks can be
recognised wherever it turns up.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.factories import (
    CANARY,
    a_child,
    a_cycle,
    a_person,
    a_recording,
    a_team,
    a_unit,
    a_yes,
    actor,
    add,
    an_assignment,
)
from tests.world_of_disposal import to_dispose_of
from tests.world_of_the_region import compared
from tests.world_of_the_seminar import answered, coded, invited, promised, released
from toolkit import clock
from toolkit.access import Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.calendars.models import CalendarAddress, Scope
from toolkit.cycles.models import Assignment, CyclePhase, Draw
from toolkit.flash_messages.models import FlashMessage
from toolkit.interviews import guide_changes
from toolkit.interviews.guide_changes import Changes
from toolkit.interviews.models import (
    Booking,
    GuideChoice,
    GuideEdition,
    Mark,
    Notes,
    Preparation,
    RecordingChunk,
    Reflection,
    Worry,
)
from toolkit.own_codes.models import OwnCode
from toolkit.participation.models import ContactDetails, ContactEntry
from toolkit.people.models import DeviceKind, Person, SignInSession
from toolkit.second_factor.models import Authenticator, Passkey, RecoveryCode
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from transcription.deidentification.models import KnownName, SecondReading
from transcription.editor.retranscription.models import Retranscription
from transcription.exchange import imported_file, reading
from transcription.exchange.models import ImportedFile
from transcription.terms.models import UnitTerms
from transcription.transcripts import history
from transcription.transcripts.models import (
    DeidentifiedSegment,
    DeidentifiedTranscript,
    IdentifierDecision,
    Segment,
    Transcript,
)
from transcription.transcripts.states import EditKind

STAFF_CANARY = "Stjärtmes"
CALENDAR = "the-secret-part-of-an-address"
OWN_GUIDE = guide_changes.dump(Changes(out=frozenset({"hard_when_meeting"})))

ROLES = {
    "owner": frozenset({Role.SOCIAL_WORKER}),
    "colleague": frozenset({Role.SOCIAL_WORKER}),
    "facilitator": frozenset({Role.FACILITATOR}),
    "leader": frozenset({Role.UNIT_LEADER}),
    "administrator": frozenset({Role.ADMINISTRATOR}),
    "coordinator": frozenset({Role.COORDINATOR}),
    "stranger": frozenset({Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER, Role.COORDINATOR}),
}
Ids = dict[str, uuid.UUID]


@dataclass
class Neighbourhood:
    """One unit: its people by what they do, and the id of one thing of every kind, by the name a URL gives it."""

    people: dict[str, Person]
    ids: Ids


@dataclass
class World:
    """Our unit and another one."""

    here: Neighbourhood
    there: Neighbourhood

    @property
    def people(self) -> dict[str, Person]:
        """Everybody who tries the doors of our unit. The stranger may do everything at home."""
        return {**self.here.people, "stranger": self.there.people["stranger"]}


def a_world() -> World:
    """Two units that are alike; nothing is committed."""
    world = World(here=a_neighbourhood(), there=a_neighbourhood())
    digest = sha256(CALENDAR.encode()).hexdigest()
    add(CalendarAddress(person_id=world.here.people["leader"].id, scope=Scope.UNIT, token_hash=digest))
    return world


def a_neighbourhood() -> Neighbourhood:
    """A unit with people, a cycle, and an interview that has gone the whole way."""
    unit = a_unit(name=f"Enhet {STAFF_CANARY} {uuid.uuid4().hex[:4]}", worry_routine="Ring jouren.")
    team = a_team(unit, name=f"Team {STAFF_CANARY}")
    people = {
        who: a_person(
            unit, *sorted(roles), team=team, name=f"{who} {STAFF_CANARY}", username=f"{who}{uuid.uuid4().hex[:6]}"
        )
        for who, roles in ROLES.items()
    }
    ids: Ids = {"unit_id": unit.id, "team_id": team.id, "person_id": people["colleague"].id}
    session = SignInSession(
        person_id=people["colleague"].id, token_hash=uuid.uuid4().hex, device=DeviceKind.WINDOWS,
        seen_at=clock.now(), expires_at=clock.now() + timedelta(hours=12),
    )  # fmt: skip
    ids["session_id"] = add(session).id
    ids["passkey_id"] = _proofs(people["colleague"]).id
    assignment = _year(ids, people)
    for stage in (_asked, _met, _written_out, _handed_over, answered, invited, coded, promised, released, compared):
        stage(ids, people, assignment)
    return Neighbourhood(people, ids)


def _proofs(person: Person) -> Passkey:
    """Somebody signs in with an app, or with a passkey."""
    add(Authenticator(person_id=person.id, secret=CANARY, confirmed_at=clock.now()))
    add(RecoveryCode(person_id=person.id, first_group="1234", code_hash=CANARY))
    key = uuid.uuid4().bytes
    return add(Passkey(person_id=person.id, credential_id=key, public_key=key, rp_id="localhost", name="Nyckelknippan"))  # type: ignore[no-any-return]


def _year(ids: Ids, people: dict[str, Person]) -> Assignment:
    owner, colleague, leader = people["owner"], people["colleague"], people["facilitator"]
    team, unit = owner.team, owner.unit
    assert team is not None
    cycle = a_cycle(unit, leader, interviewers=(owner, colleague), teams=(team,))
    today = clock.today()
    keys = ("kick_off", "draw", "interviews")
    for number, key in enumerate(keys):
        begins = today + timedelta(days=30 * (number - 1))
        cycle.phases.append(CyclePhase(key=key, starts_on=begins, ends_on=begins + timedelta(days=29)))
    child = a_child(cycle, handlers=(colleague,), age=13, team_id=team.id)
    free = a_child(cycle, handlers=(owner,), age=9, team_id=team.id)
    draw = add(Draw(cycle_id=cycle.id, seed="frö", drawn_by_id=leader.id))
    assignment = an_assignment(child, owner, draw_id=draw.id, reason=CANARY, origin="by_hand")
    ids.update(cycle_id=cycle.id, child_id=free.id, assignment_id=assignment.id, draw_id=draw.id)
    return assignment


def _asked(ids: Ids, people: dict[str, Person], assignment: Assignment) -> None:
    owner = people["owner"]
    add(
        ContactDetails(
            assignment_id=assignment.id, child_name=CANARY, guardian_names=CANARY, phone=CANARY, other=CANARY
        )
    )
    entry = add(
        ContactEntry(
            assignment_id=assignment.id, at=clock.now(), with_whom="child", channel="telephone", outcome="told",
            note=CANARY, logged_by_id=owner.id,
        )
    )  # fmt: skip
    ids["entry_id"] = entry.id
    for who in ("guardian_1", "child"):
        a_yes(assignment, owner, who=who, decline_note=CANARY)


def _met(ids: Ids, people: dict[str, Person], assignment: Assignment) -> None:
    now, where = clock.now(), {"assignment_id": assignment.id}
    add(Preparation(**where, prepared_at=now, guide_id="guide_13_14", guide_version="1"))
    add(
        GuideEdition(
            unit_id=assignment.cycle.unit_id, guide_id="guide_9_12", number=1, cards=OWN_GUIDE,
            made_by_id=assignment.interviewer_id,
        )
    )  # fmt: skip
    add(GuideChoice(**where, guide_id="guide_9_12", reason=CANARY))
    add(Booking(**where, starts_at=now + timedelta(days=2), place="office", place_note=CANARY, booked_at=now))
    recording = a_recording(assignment, **_sealed_sound("recording"))
    piece = _sealed_sound("chunk")
    add(RecordingChunk(recording_id=recording.id, number=0, sha256="0" * 64, received_at=now, **piece))
    mark = add(Mark(**where, recording_id=recording.id, kind="nods", at_ms=1000))
    add(OwnCode(**where, is_wanted=True, code_hash=uuid.uuid4().hex, valid_until=clock.today() + timedelta(days=400)))
    add(Worry(**where, on=clock.today(), handed_to=CANARY))
    to_dispose_of(ids, people, assignment)
    add(Notes(**where, text=CANARY))
    add(Reflection(**where, text=CANARY, done_at=now))
    ids.update(recording_id=recording.id, mark_id=mark.id)
    trail.record(actor(people["owner"]), Event.CONSENT_RECORDED, assignment.id, who="child", yes=True)


def _sealed_sound(kind: str) -> dict[str, Any]:
    """What is no sound but would sing if it lay open, in the vault, and the columns that say where."""
    with vault().writing(blobs.new_name(kind)) as writer:
        writer.write(CANARY.encode() * 100)
    sealed = writer.sealed
    return {
        "blob_id": sealed.file_id, "plain_length": sealed.plain_length, "sealed_length": sealed.blob_length,
        "key_id": sealed.key_id, "wrapped_key": sealed.wrapped_key,
    }  # fmt: skip


def _written_out(ids: Ids, people: dict[str, Person], assignment: Assignment) -> None:
    transcript = add(
        Transcript(
            assignment_id=assignment.id,
            recording_id=ids["recording_id"],
            state="draft",
            engine="faster-whisper",
            model="practice",
            transcribed_ms=60_000,
            peaks=CANARY.encode().hex(),
            untranscribed={"spans": [[7, 2000]]},
            suggestions=f'{{"lines": "{CANARY}"}}',
        )
    )
    segments = [
        add(
            Segment(
                transcript_id=transcript.id, position=place, start_ms=place * 1000, end_ms=place * 1000 + 900,
                speaker=speaker, text=f"{words} {CANARY}.", words=f'[[{place * 1000}, 900, "{CANARY}", 0.9]]',
            )
        )
        for place, (speaker, words) in enumerate((("interviewer", "Vad heter du?"), ("child", "Jag heter")))
    ]  # fmt: skip
    decision = add(
        IdentifierDecision(
            transcript_id=transcript.id, word=CANARY, token=f"[{CANARY}]", kind="name", action="replace",
            decided_at=clock.now(),
        )
    )  # fmt: skip
    add(
        IdentifierDecision(
            transcript_id=transcript.id, word=CANARY, place=f"heter|{CANARY}| 1/1", kind="name", action="keep",
            decided_at=clock.now(),
        )
    )  # fmt: skip
    add(KnownName(assignment_id=assignment.id, name=CANARY, role="friends", position=0))
    add(ImportedFile(transcript_id=transcript.id, content=imported_file.pack(reading.read(f"Barn: {CANARY}".encode()))))
    _to_read(ids, people, assignment)
    heard = add(
        Retranscription(
            transcript_id=transcript.id, segment_id=segments[1].id, start_ms=1000, end_ms=1900, retry_mode="careful",
            state="offered", lines=f'[[1000, 1900, "{CANARY}", [], 0.9, null]]',
        )
    )  # fmt: skip
    with history.changing(actor(people["owner"]), transcript, kind=EditKind.TEXT, segments=[segments[1]]):
        segments[1].text = f"Jag hette {CANARY}."
    add(UnitTerms(unit_id=ids["unit_id"], text=CANARY, changed_at=clock.now()))
    add(FlashMessage(token_hash=uuid.uuid4().hex, told=CANARY))
    ids.update(
        transcript_id=transcript.id, segment_id=segments[1].id, decision_id=decision.id, retranscription_id=heard.id
    )


def _to_read(ids: Ids, people: dict[str, Person], assignment: Assignment) -> None:
    """The colleague did an interview too, and asks the owner to read what came of it."""
    child = a_child(assignment.cycle, age=10)
    theirs = an_assignment(child, people["colleague"])
    then = clock.now()
    transcript = add(
        Transcript(assignment_id=theirs.id, source="notes", state="approved", approved_at=then, corrected_at=then)
    )
    add(Segment(transcript_id=transcript.id, position=0, start_ms=0, end_ms=0, speaker="child", text="Det var bra."))
    second = add(SecondReading(assignment_id=theirs.id, reader_id=people["owner"].id, asked_at=then, comment=CANARY))
    ids["reading_id"] = second.id


def _handed_over(ids: Ids, people: dict[str, Person], assignment: Assignment) -> None:
    given = add(
        DeidentifiedTranscript(
            assignment_id=assignment.id,
            transcript_id=ids["transcript_id"],
            revision=1,
            handed_over_at=clock.now(),
        )
    )
    for place, speaker in enumerate(("interviewer", "child")):
        add(
            DeidentifiedSegment(
                deidentified_transcript_id=given.id, position=place, start_ms=place * 1000, end_ms=place * 1000 + 900,
                speaker=speaker, text=f"Jag vill veta mer om {CANARY}.",
            )
        )  # fmt: skip
    ids["deidentified_id"] = given.id
