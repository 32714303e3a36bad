"""Takes yearly files in: each is checked, its key is known or waits for a person; a newer one replaces the older."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from seminar.regional.models import Sender, TakenInFile
from seminar.yearly_files import checking, signing
from seminar.yearly_files.contents import Contents
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.transactions import paused

TWICE = N_("This very file has been taken in already.")
OLDER = N_(
    "A newer file of %(name)s for %(year)s is here already, made %(day)s. Ask for the newest, if this is not it."
)
OTHER_NAME = N_(
    "The key that signed the file belongs to %(known)s, but the file says that it is of %(name)s. Ask them which is"
    " right."
)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is here, with what it says."""

    row: TakenInFile
    contents: Contents

    @property
    def fingerprint(self) -> str:
        """The figures of the key, to be compared by telephone."""
        return signing.fingerprint(self.row.sender.public_key)

    @property
    def is_trusted(self) -> bool:
        """Whether a person has confirmed whose key it is."""
        return self.row.sender.confirmed_at is not None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was taken in, and whether it took an older one's place."""

    held: Held
    is_newer: bool


def take_in(actor: Actor, data: bytes) -> TakenIn:
    """Take a file in. Raises `InvalidInput` with what is wrong with it."""
    actor.require(Role.COORDINATOR)
    with paused():
        file, sha256 = checking.read(data, now=clock.now()), hashlib.sha256(data).hexdigest()
    contents = file.contents
    if db.session.scalar(select(TakenInFile.id).where(TakenInFile.sha256 == sha256)):
        raise _refused(TWICE)
    sender = _sender(file.signature.public_key, contents)
    before = db.session.scalar(
        select(TakenInFile).where(TakenInFile.sender_id == sender.id, TakenInFile.year == contents.year)
    )
    if before is not None:
        if before.made_at >= contents.made_at:
            raise _refused(OLDER, name=sender.municipality, year=contents.year, day=before.made_at.date().isoformat())
        db.session.delete(before)
        db.session.flush()
    row = TakenInFile(
        sender=sender, year=contents.year, made_at=contents.made_at, sha256=sha256, content=data.decode(),
        taken_in_by_id=actor.id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.YEARLY_FILE_TAKEN_IN, row.id)
    return TakenIn(Held(row, contents), is_newer=before is not None)


def list_held(actor: Actor) -> Sequence[Held]:
    """Every file that is here, by municipality and year."""
    actor.require(Role.COORDINATOR)
    query = select(TakenInFile).join(TakenInFile.sender).options(contains_eager(TakenInFile.sender))
    rows = db.session.scalars(query.order_by(Sender.municipality, TakenInFile.year.desc(), TakenInFile.made_at))
    return [Held(row, checking.read(row.content.encode(), now=row.taken_in_at).contents) for row in rows]


def confirm(actor: Actor, sender_id: uuid.UUID) -> Sender:
    """A person has compared the figures of a key. A municipality may have several: of its files the newest counts."""
    actor.require(Role.COORDINATOR)
    sender = db.session.get(Sender, sender_id, with_for_update=True)
    if sender is None:
        raise NotFound
    if sender.confirmed_at is not None:
        raise WrongState(N_("The key is confirmed already."))
    sender.confirmed_at, sender.confirmed_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.SENDER_CONFIRMED, sender.id)
    return sender


def is_other_key(held: Held, among: Sequence[Held]) -> bool:
    """Whether the municipality is known by another key: then somebody else may have made this one."""
    name = _plain(held.row.sender.municipality)
    return any(
        one.is_trusted and one.row.sender_id != held.row.sender_id and _plain(one.row.sender.municipality) == name
        for one in among
    )


def remove(actor: Actor, file_id: uuid.UUID) -> None:
    """Take a file away. With the last file of a key goes the key: whoever sends again is confirmed again."""
    actor.require(Role.COORDINATOR)
    row = db.session.get(TakenInFile, file_id)
    if row is None:
        raise NotFound
    sender = row.sender
    db.session.delete(row)
    db.session.flush()
    others = select(TakenInFile.id).where(TakenInFile.sender_id == sender.id).limit(1)
    if db.session.scalar(others) is None:
        db.session.delete(sender)
    trail.record(actor, Event.YEARLY_FILE_REMOVED, file_id)


def _sender(public_key: str, contents: Contents) -> Sender:
    sender = db.session.scalar(select(Sender).where(Sender.public_key == public_key).with_for_update())
    if sender is None:
        sender = Sender(public_key=public_key, municipality=contents.municipality)
        db.session.add(sender)
        db.session.flush()
    elif _plain(sender.municipality) != _plain(contents.municipality):
        raise _refused(OTHER_NAME, known=sender.municipality, name=contents.municipality)
    return sender


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _refused(message: str, **values: object) -> InvalidInput:
    return InvalidInput(message, field="file", **values)
