"""Writing letters: one to hand out, or those of a draw in one print. Each is put on the trail."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from interview_guides.letters import Audience, Letter, fill
from interview_guides.printables import Drawing
from toolkit import clock, config, content, language
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments, outlook, pairs, planning, states
from toolkit.cycles.forms import SEX_NAMES
from toolkit.cycles.models import Assignment
from toolkit.errors import N_, NotFound, WrongState
from toolkit.interviews import planning as bookings
from toolkit.language import gettext as _
from toolkit.letters import languages, missing
from toolkit.letters.facts import Facts, count_guardians
from toolkit.letters.languages import LetterLanguage
from toolkit.letters.missing import Missing
from toolkit.letters.sheet import Bundle, Cover, LetterSheet
from toolkit.paging import Page
from toolkit.participation import consent, contacts

NOBODY_LEFT = N_("Everybody has been asked already. Choose all letters if you want them anyway.")


def list_audiences(assignment: Assignment) -> Sequence[Audience]:
    """Who is written to: the guardians too, when they have to say yes."""
    alone = consent.needed_from(assignment) == (consent.CHILD,)
    return (Audience.CHILD,) if alone else (Audience.GUARDIAN, Audience.CHILD)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter with the interview that it is about, the languages in which it can be had, and what is not known."""

    assignment: Assignment
    sheet: LetterSheet
    offered: Sequence[LetterLanguage]
    missing: Sequence[Missing]

    @property
    def bundle(self) -> Bundle:
        """The letter as a file."""
        sheet = self.sheet
        return Bundle(sheet.letter.title, self.assignment.cycle.unit.name, sheet.language, (sheet,))


def write(actor: Actor, assignment_id: uuid.UUID, *, audience: Audience, code: str = "") -> Written:
    """A letter about the own interview, in the language with this code, or in that of the page.

    Raises `NotFound`, also where nobody is written to and for a language in which nobody has checked the letter.
    """
    assignment = assignments.get_own(actor, assignment_id)
    if audience not in list_audiences(assignment):
        raise NotFound
    offered = languages.list_offered(audience, age=assignment.child.age)
    chosen = languages.choose(offered, code) if code else _preferred(offered)
    trail.record(actor, Event.LETTER_WRITTEN, assignment.id, kind=audience.value)
    values = Facts(actor).list_values(assignment, language=chosen, with_booking=True)
    letter = languages.letter_in(chosen, audience, age=assignment.child.age)
    sheet = _sheet(letter, values, assignment, chosen=chosen)
    may_book = consent.standing(assignment).may_interview
    lacks = () if _has_done_its_work(assignment) else missing.list_of_letter(letter, values, may_book=may_book)
    return Written(assignment, sheet, offered, lacks)


def _has_done_its_work(assignment: Assignment) -> bool:
    """Whether nothing more can come of the letter: the meeting has been, or the year is over."""
    booking = bookings.find_booking(assignment)
    return not assignment.cycle.is_open or (booking is not None and booking.starts_at <= clock.now())


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom the letters of a draw go to: a page of the list, and how many of all have been asked already.

    `going` are the interviews that its rows are about.
    """

    cover: Cover
    asked: int
    going: Page[Assignment]

    @property
    def has_unasked(self) -> bool:
        """Whether somebody has yet to be asked."""
        return self.asked < self.going.total


def list_recipients(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1) -> Recipients:
    """Whose the letters of a draw are, for the facilitator, and who has been asked already. Raises `NotFound`."""
    going = pairs.page_of_going(actor, cycle_id, page=page)
    asked = _list_asked(cycle_id)
    return Recipients(_cover(going, asked, first=going.first), pairs.count_going(cycle_id, among=asked), going)


def list_cover(actor: Actor, cycle_id: uuid.UUID) -> Cover:
    """The whole list, to print. Raises `NotFound`."""
    return _cover(outlook.list_going(actor, cycle_id), _list_asked(cycle_id))


def _list_asked(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    return {*contacts.list_asked(cycle_id), *consent.list_answered(cycle_id)}


def write_all(actor: Actor, cycle_id: uuid.UUID, *, with_asked: bool) -> Bundle:
    """The letters of everybody who is yet to be asked in a cycle, or also of who has been, for the facilitator to send.
    The number at their foot is that of the list. A booking is the interviewer's own matter, and is not told here.

    Raises `NotFound`, and `WrongState` when the report of the cycle is finished or nobody is left to be asked.
    """
    cycle, going = planning.get_led_cycle(actor, cycle_id), outlook.list_going(actor, cycle_id)
    if not cycle.is_open:
        raise WrongState(states.FINISHED)
    left_out = () if with_asked else _list_asked(cycle_id)
    sheets = _write_sheets(
        actor, [(number, one) for number, one in enumerate(going, start=1) if one.id not in left_out]
    )
    if not sheets:
        raise WrongState(NOBODY_LEFT)
    return Bundle(_("Letters of the draw"), cycle.unit.name, language.chosen(), sheets)


def write_slips(actor: Actor, cycle_id: uuid.UUID, *, assignment_id: uuid.UUID) -> Bundle:
    """What is answered on, of the letters of one interview in the draw: a slip gets lost, or is filled in at a meeting.

    Raises `NotFound`, and `WrongState` when the report of the cycle is finished.
    """
    cycle, going = planning.get_led_cycle(actor, cycle_id), outlook.list_going(actor, cycle_id)
    if not cycle.is_open:
        raise WrongState(states.FINISHED)
    chosen = [(number, one) for number, one in enumerate(going, start=1) if one.id == assignment_id]
    if not chosen:
        raise NotFound
    return Bundle(_("Reply slips"), cycle.unit.name, language.chosen(), _write_sheets(actor, chosen), only_slips=True)


def _write_sheets(actor: Actor, numbered: Sequence[tuple[int, Assignment]]) -> list[LetterSheet]:
    """The letters of interviews with the numbers that they have on the list, each put on the trail."""
    facts, sheets = Facts(actor), list[LetterSheet]()
    for number, assignment in numbered:
        foot = _("Letter %(number)s · page", number=number)
        for audience in list_audiences(assignment):
            chosen = _preferred(languages.list_offered(audience, age=assignment.child.age))
            letter = languages.letter_in(chosen, audience, age=assignment.child.age)
            values = facts.list_values(assignment, language=chosen, with_booking=False)
            sheets.append(_sheet(letter, values, assignment, chosen=chosen, foot=foot))
            trail.record(actor, Event.LETTER_WRITTEN, assignment.id, kind=audience.value)
    return sheets


def _cover(going: Iterable[Assignment], asked: Collection[uuid.UUID], *, first: int = 1) -> Cover:
    return Cover(
        _("Letters of the draw"),
        _("Keep this list to yourself. The number is at the foot of each letter, and no letter says whose it is."),
        (_("Letter"), _("Child"), _("Interviewer"), _("To"), _("Asked already")),
        [
            (*_row(number, assignment), _("yes") if assignment.id in asked else "")
            for number, assignment in enumerate(going, start=first)
        ],
    )


def _row(number: int, assignment: Assignment) -> tuple[str, ...]:
    child = assignment.child
    about = _("%(sex)s, %(age)s years", sex=SEX_NAMES[child.sex], age=child.age)
    names = {Audience.CHILD: _("the child"), Audience.GUARDIAN: _("the guardians")}
    to = ", ".join(names[audience] for audience in list_audiences(assignment))
    return str(number), f"{child.code} ({about})", assignment.interviewer.name, to


def _preferred(offered: Sequence[LetterLanguage]) -> LetterLanguage:
    """The language of the page, if there is a letter in it; else Swedish."""
    return next((one for one in offered if one.code == language.chosen()), offered[0])


def _sheet(
    letter: Letter, values: Mapping[str, str], assignment: Assignment, *, chosen: LetterLanguage, foot: str = ""
) -> LetterSheet:
    unit = assignment.cycle.unit
    sheet = LetterSheet(
        letter=fill(letter, values),
        language=chosen.code,
        right_to_left=chosen.language.right_to_left,
        sender=", ".join(part for part in (unit.name, unit.municipality or config.current().municipality) if part),
        drawings={each.id: each.shows for each in _drawings_in(chosen.code)},
        foot=foot,
        note=_("Practice: the people and the children are made up.") if config.current().demo else "",
    )
    return sheet.signed_by(count_guardians(assignment) if letter.audience is Audience.GUARDIAN else 1)


def _drawings_in(code: str) -> Sequence[Drawing]:
    """What the drawings show, in the letter's own language where the program speaks it; else they are ornaments."""
    return content.in_language(code).drawings if code in language.LANGUAGES else ()
