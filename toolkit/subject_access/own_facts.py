"""What the toolkit's own rooms hold about a child, up to its sound."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from toolkit import content
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.disposal.models import DisposalHold, DisposalItem, DisposalProposal, Outcome
from toolkit.interviews import joining, room
from toolkit.interviews.models import Booking, GuideChoice, Mark, Notes, Preparation, Recording, Reflection, Worry
from toolkit.own_codes.models import OwnCode
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.sound.containers import ending_of
from toolkit.subject_access.facts import Row, Section, Told
from toolkit.subject_access.models import SubjectRequest
from toolkit.surveys.models import InterviewerResponse, SurveyOffer
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.vault import Vault

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SealedSound:
    """A recording as it lies in the vault; opened while it is sent, and never before."""

    name: str
    place: Vault
    sealed: SealedFile

    @property
    def length(self) -> int:
        """Bytes of the sound itself."""
        return self.sealed.plain_length

    def blocks(self) -> Iterator[bytes]:
        """The sound, block by block. Raises `Tampered` where a byte is another."""
        with self.place.reading(self.sealed) as reader:
            while block := reader.read(BLOCK):
                yield block


def tell(child: Child, assignments: Sequence[Assignment]) -> Told:
    """Everything but the texts, for a child and assignments that the caller holds."""
    ids = [one.id for one in assignments]
    sections = (
        _child(child), _interviews(assignments), *_asked(ids), *_met(assignments, ids), *_kept(ids), _requests(child),
    )  # fmt: skip
    recordings, sounds = _recordings(ids)
    return Told((*sections, recordings), _left_out(ids), sounds)


def _child(child: Child) -> Section:
    row: Row = {
        "year": child.cycle.name, "code": child.code, "age": child.age, "sex": child.sex,
        "team": child.team.name if child.team else None, "language": child.language or None,
        "interpreter": child.interpreter, "protected_identity": child.protected_identity,
        "has_siblings": bool(child.siblings), "case_open": child.case_open, "listed_at": child.cycle.created_at,
        "excluded_at": child.excluded_at,
    }  # fmt: skip
    return Section("child", [row], [child.id])


def _interviews(assignments: Sequence[Assignment]) -> Section:
    rows: list[Row] = [
        {
            "assigned_at": one.created_at, "origin": one.origin, "reason": one.reason or None, "ended_at": one.ended_at,
            "end_reason": one.end_reason, "disposed_at": one.disposed_at,
        }
        for one in assignments
    ]  # fmt: skip
    return Section("interview", rows, [one.id for one in assignments])


def _asked(ids: Sequence[uuid.UUID]) -> Iterator[Section]:
    yield Section("contact_details", [{"child_name": one.child_name} for one in _of(ContactDetails, ids)])
    log = _of(ContactEntry, ids, ContactEntry.at)
    yield Section("contact_log", [_take(one, "at", "with_whom", "channel", "outcome", "note") for one in log])
    names = (
        "given_at", "who", "says_yes", "to_recording", "how", "decline_reason", "declined_by", "decline_note",
        "replaced_at", "withdrawn_at",
    )  # fmt: skip
    yield Section("answers", [_take(one, *names) for one in _of(Consent, ids, Consent.given_at)])


def _met(assignments: Sequence[Assignment], ids: Sequence[uuid.UUID]) -> Iterator[Section]:
    names = ("starts_at", "minutes", "place", "place_note", "interpreter", "interpreter_language", "booked_at")
    yield Section("booking", [_take(one, *names) for one in _of(Booking, ids)])
    chosen: list[Row] = [{"guide": one.guide_id, "reason": one.reason or None} for one in _of(GuideChoice, ids)]
    read: list[Row] = [{"guide": one.guide_id, "prepared_at": one.prepared_at} for one in _of(Preparation, ids)]
    yield Section("guide", [*chosen, *read])
    marks = _of(Mark, ids, Mark.at_ms)
    asked = _questions(assignments, {one.assignment_id for one in marks if one.question_id})
    yield Section(
        "marks",
        [
            {**_take(one, "at_ms", "kind", "undone_at"), "question": asked.get(one.question_id, one.question_id)}
            for one in marks
        ],
        [one.id for one in marks],
    )
    yield Section("notes", [_take(one, "text", "finished_at") for one in _of(Notes, ids)])
    yield Section("worries", [_take(one, "on") for one in _of(Worry, ids)])
    yield Section("own_code", [_take(one, "is_wanted", "valid_until") for one in _of(OwnCode, ids)])
    offers = _of(SurveyOffer, ids, SurveyOffer.created_at)
    yield Section("survey_offers", [{"offered_at": one.created_at, "on_paper": one.on_paper} for one in offers])


def _questions(assignments: Sequence[Assignment], with_marks: Collection[uuid.UUID]) -> dict[str | None, str]:
    """The questions of these talks as they were asked, by the ids that their marks have."""
    asked: dict[str | None, str] = {}
    for one in assignments:
        if one.id in with_marks:
            asked.update(room.questions_of(one, content=content.current()))
    return asked


def _kept(ids: Sequence[uuid.UUID]) -> Iterator[Section]:
    holds = _of(DisposalHold, ids, DisposalHold.created_at)
    yield Section(
        "set_aside", [{"set_at": one.created_at, "lifted_at": one.lifted_at, "reason": one.reason} for one in holds]
    )
    disposed = db.session.scalars(
        select(DisposalItem)
        .where(DisposalItem.assignment_id.in_(ids), DisposalItem.outcome == Outcome.DISPOSED)
        .options(joinedload(DisposalItem.proposal).joinedload(DisposalProposal.decision))
    )
    yield Section(
        "disposed",
        [
            {"what": one.proposal.material, "on": one.proposal.settled_at, "reference": one.proposal.decision.reference}
            for one in disposed
        ],
    )


def _requests(child: Child) -> Section:
    found = db.session.scalars(
        select(SubjectRequest).where(SubjectRequest.child_id == child.id).order_by(SubjectRequest.created_at)
    ).all()
    rows = [{"registered_at": one.created_at, **_take(one, "reference", "open_until")} for one in found]
    return Section("requests", rows, [one.id for one in found])


def _recordings(ids: Sequence[uuid.UUID]) -> tuple[Section, list[SealedSound]]:
    rows: list[Row] = []
    sounds: list[SealedSound] = []
    found = _of(Recording, ids, Recording.created_at)
    talks = [one for one in ids if any(each.assignment_id == one and each.is_whole for each in found)]
    for one in found:
        name = None
        if one.is_whole:  # the number that it has on every page; a second talk's has its own before it
            talk = f"{talks.index(one.assignment_id) + 1}-" if len(talks) > 1 else ""
            name = f"sound/{talk}{one.number or 0:02}.{ending_of(one.media_type)}"
            sounds.append(SealedSound(name, vault(), joining.sealed_file(one)))
        rows.append(
            {
                **_take(one, "state", "source", "finished_at", "destroyed_at"), "number": one.number, "file": name,
                "media_type": one.media_type or None, "seconds": round((one.duration_ms or 0) / 1000),
            }
        )  # fmt: skip
    return Section("recordings", rows, [one.id for one in found]), sounds


def _left_out(ids: Sequence[uuid.UUID]) -> dict[str, int]:
    details = _of(ContactDetails, ids)
    return {
        "guardian_contact": sum(bool(one.guardian_names or one.phone or one.other) for one in details),
        "worry_receiver": len(_of(Worry, ids)),
        "reflection": len(_of(Reflection, ids)) + len(_of(InterviewerResponse, ids)),
        "unfinished_sound": sum(one.is_receiving for one in _of(Recording, ids)),
    }


def _of(table: Any, ids: Sequence[uuid.UUID], *order: Any) -> Sequence[Any]:
    return db.session.scalars(select(table).where(table.assignment_id.in_(ids)).order_by(*order)).all()


def _take(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def list_assignments(child: Child, *, is_opened: bool = True) -> Sequence[Assignment]:
    """Every assignment that the child has had, going or ended, the first first; with its sealed reason, or without."""
    query = select(Assignment).where(Assignment.child_id == child.id).order_by(Assignment.created_at)
    reason = [undefer(Assignment.reason)] if is_opened else []
    return db.session.scalars(query.options(*reason, joinedload(Assignment.cycle))).all()
