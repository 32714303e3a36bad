"""The unit's own words: kept by the facilitator, said to the model before each recording of the unit."""

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from transcription.terms import token_count
from transcription.terms.models import UnitTerms

LONGEST_TEXT = 6000
LONGEST_TERM = 60


@dataclass(frozen=True, slots=True)
class Known:
    """The unit's words as they stand. `version` is 0 before there are any."""

    terms: Sequence[str]
    version: int
    changed_at: datetime | None


def get_known(actor: Actor) -> Known:
    """The words of the person's own unit, for its facilitator."""
    actor.require(Role.FACILITATOR)
    row = db.session.get(UnitTerms, actor.unit_id)
    return Known(row.text.splitlines(), row.version, row.changed_at) if row else Known((), 0, None)


def list_terms(unit_id: uuid.UUID) -> Sequence[str]:
    """The words that a recording of this unit is transcribed with."""
    row = db.session.get(UnitTerms, unit_id)
    return row.text.splitlines() if row else ()


def save(actor: Actor, *, text: str, version: int) -> Known:
    """Keep these words, one per line. `version` is the one that the page showed.

    Raises `InvalidInput` for a line that is no word, or more words than the model has room for; `WrongState` when
    somebody else saved meanwhile.
    """
    actor.require(Role.FACILITATOR)
    terms = read(text)
    fitting = token_count.count_fitting(terms)
    if fitting < len(terms):
        raise InvalidInput(
            N_("The model has room for the first %(fitting)s of your %(all)s words. Take some away."),
            field="text", fitting=fitting, all=len(terms),
        )  # fmt: skip
    row = db.session.get(UnitTerms, actor.unit_id, with_for_update=True)
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if row is None:
        row = UnitTerms(unit_id=actor.unit_id, changed_at=clock.now())
        db.session.add(row)
    row.text, row.changed_at = "\n".join(terms), clock.now()
    db.session.flush()
    trail.record(actor, Event.TERMS_CHANGED, actor.unit_id, words=len(terms))
    return Known(terms, row.version, row.changed_at)


def read(text: str) -> list[str]:
    """The words of a text, one per line, each once. Raises `InvalidInput` for a line that is too long for a word."""
    found: dict[str, str] = {}
    for line in unicodedata.normalize("NFC", text).splitlines():
        term = " ".join(line.replace(",", " ").split())
        if len(term) > LONGEST_TERM:
            raise InvalidInput(N_("A line is too long. Write one word or name of a place per line."), field="text")
        if term:
            found.setdefault(term.casefold(), term)
    return list(found.values())
