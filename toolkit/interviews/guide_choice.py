"""Which guide an interview is held by: that of the child's age or another, and what is special about the talk.

The age decides, and what the child and the booking tell; the interviewer may decide otherwise.
"""

from collections.abc import Collection
from dataclasses import dataclass

from interview_guides.content import Content
from interview_guides.guides import Guide, Variant
from toolkit import content as contents
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Interpreter
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.interviews import guide_editions
from toolkit.interviews.models import Booking, GuideChoice, GuideEdition, Preparation

FOSTER_HOME = "foster_home"
PICTURES_TO_AGE = 8  # years: the youngest point more than they tell


@dataclass(frozen=True, slots=True)
class GuideInUse:
    """The guide of one interview. `whole` has the cards of all variants, `asked` those of this talk.

    `usual` is the guide for the child's age, and `suggested` what the child and the booking tell.
    """

    whole: Guide
    asked: Guide
    variants: tuple[Variant, ...]
    usual: Guide
    suggested: tuple[Variant, ...]
    reason: str = ""

    @property
    def is_of_another_age(self) -> bool:
        """Whether the interviewer has chosen the guide of another age."""
        return self.whole.id != self.usual.id


def find_choice(assignment: Assignment) -> GuideChoice | None:
    """What the interviewer has chosen otherwise, for an assignment that the caller holds."""
    return db.session.get(GuideChoice, assignment.id)


def open_choice(actor: Actor, assignment: Assignment) -> GuideChoice | None:
    """The same to read; a reason that is read is put on the trail."""
    found = find_choice(assignment)
    if found is not None and found.reason:
        trail.record(actor, Event.GUIDE_REASON_READ, assignment.id)
    return found


def in_use(assignment: Assignment, *, content: Content) -> GuideInUse:
    """The guide of an interview that the caller holds, in the language of `content`."""
    chosen = find_choice(assignment)
    usual = content.guide_for(assignment.child.age)
    whole = _shipped(assignment, content)
    whole = guide_editions.applied(whole, _edition(assignment, whole))
    suggested = suggest(assignment)
    variants = chosen.variants if chosen else suggested
    return GuideInUse(whole, whole.fitting(variants), variants, usual, suggested, chosen.reason if chosen else "")


def every_card(assignment: Assignment, *, content: Content) -> Guide:
    """The same guide with the cards that the unit has taken out: one of them may have been asked before it was."""
    guide = _shipped(assignment, content)
    return guide_editions.every_card(guide, _edition(assignment, guide))


def _shipped(assignment: Assignment, content: Content) -> Guide:
    chosen = find_choice(assignment)
    found = (one for one in content.guides if chosen and one.id == chosen.guide_id)
    return next(found, content.guide_for(assignment.child.age))


def _edition(assignment: Assignment, guide: Guide) -> GuideEdition | None:
    """The unit's version that the interview was prepared with; before that, the one in use."""
    prepared = db.session.get(Preparation, assignment.id)
    if prepared is None or prepared.guide_id != guide.id:
        return guide_editions.find_latest(assignment.cycle.unit_id, guide.id)
    return db.session.get(GuideEdition, prepared.edition_id) if prepared.edition_id else None


def suggest(assignment: Assignment) -> tuple[Variant, ...]:
    """The variants that the child's row and the booking tell of."""
    booking = db.session.get(Booking, assignment.id)
    needs_interpreter = assignment.child.interpreter == Interpreter.NEEDED
    holds = {
        Variant.PLACED: booking is not None and booking.place == FOSTER_HOME,
        Variant.CLOSED: not assignment.child.case_open,
        Variant.INTERPRETER: booking.interpreter if booking else needs_interpreter,
        Variant.PICTURES: assignment.child.age <= PICTURES_TO_AGE,
    }
    return tuple(variant for variant in Variant if holds[variant])


def choose(
    actor: Actor, assignment: Assignment, *, guide_id: str, reason: str, variants: Collection[str], version: int
) -> GuideChoice:
    """Hold the interview by this guide and these variants. The guide of another age needs a reason.

    Raises `InvalidInput`, and `Overtaken` when another window was first.
    """
    states.require_open(assignment.cycle_id)
    content = contents.current()
    if guide_id not in {guide.id for guide in content.guides}:
        raise InvalidInput(N_("Choose a guide."), field="guide_id")
    is_other = guide_id != content.guide_for(assignment.child.age).id
    if is_other and not reason:
        raise InvalidInput(N_("Write why the guide of another age fits the child better."), field="reason")
    row = find_choice(assignment)
    versions.require(row, version)
    if row is None:
        row = GuideChoice(assignment_id=assignment.id)
        db.session.add(row)
    row.guide_id, row.reason = guide_id, reason if is_other else ""
    row.variants = tuple(variant for variant in Variant if variant in variants)
    db.session.flush()
    trail.record(actor, Event.GUIDE_CHOSEN, assignment.id)
    return row
