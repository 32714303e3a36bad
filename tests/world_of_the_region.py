"""The last part of the world in `tests.world`: units that are coordinated, and a municipality's yearly file."""

import uuid
from hashlib import sha256

from seminar.regional.models import Sender, TakenInFile
from seminar.yearly_files import signing
from seminar.yearly_files.models import ONLY, SigningKey
from tests.factories import CANARY, add
from tests.seminar.yearly_files import making
from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.people.models import CoordinatedUnit, Person

Ids = dict[str, uuid.UUID]
PRIVATE_KEY = CANARY.encode().hex()[:64].ljust(64, "0")  # sings in hexadecimal


def compared(ids: Ids, people: dict[str, Person], _assignment: Assignment) -> None:
    """A coordinator has the unit; a municipality's file is in, and its key confirmed; our own key has signed one."""
    for who in ("coordinator", "stranger"):
        add(CoordinatedUnit(person_id=people[who].id, unit_id=ids["unit_id"]))
    now, by, key = clock.now().replace(microsecond=0), people["coordinator"].id, uuid.uuid4().bytes.hex() * 2
    sent = making.signed(making.contents(made_at=now), key=key)
    sender = add(
        Sender(public_key=signing.public_key_of(key), municipality="Ale", confirmed_at=clock.now(), confirmed_by_id=by)
    )
    row = TakenInFile(
        sender_id=sender.id, year=making.YEAR, made_at=now, sha256=sha256(sent).hexdigest(), content=sent.decode(),
        taken_in_by_id=by,
    )  # fmt: skip
    ids.update(sender_id=sender.id, file_id=add(row).id)
    if db.session.get(SigningKey, ONLY) is None:
        add(SigningKey(id=ONLY, private_key=PRIVATE_KEY, public_key=signing.public_key_of(PRIVATE_KEY)))
