"""What a letter says about its own interview: from the booking, the unit and the interviewer, in the letter's language.

What is not known is left out here, and the letter has words that do without it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from babel.dates import format_date

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment
from toolkit.interviews import planning
from toolkit.interviews.models import Booking
from toolkit.letters.answer_day import answer_day
from toolkit.letters.direction import isolate
from toolkit.letters.languages import LetterLanguage
from toolkit.participation import consent
from toolkit.participation.models import Answerer
from toolkit.people import directory
from toolkit.people.models import Person

MINUTES = 40


class Facts:
    """The facts of letters that one person writes; what is the same in all of them is asked for once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list_values(self, assignment: Assignment, *, language: LetterLanguage, with_booking: bool) -> dict[str, str]:
        """The values of the placeholders. `with_booking`: whether the writer may know of a meeting; one that has been
        is not told."""
        booking = planning.find_booking(assignment) if with_booking else None
        if booking is not None and booking.starts_at <= clock.now():
            booking = None
        said = _Said(language)
        values = {
            **_of_unit(assignment, self._leading),
            "guardians": str(guardians) if (guardians := count_guardians(assignment)) > 1 else "",
            **_of_meeting(booking, said),
            **_of_year(assignment, booking, said),
        }
        if language.language.right_to_left:
            return {name: isolate(value) for name, value in values.items()}
        return values

    @cached_property
    def _leading(self) -> Sequence[Person]:
        return directory.list_colleagues(self._actor, role=Role.FACILITATOR)


def _of_unit(assignment: Assignment, leading: Sequence[Person]) -> dict[str, str]:
    unit, interviewer = assignment.cycle.unit, assignment.interviewer
    asked = next((one for one in leading if one.id != interviewer.id), None)
    return {
        "interviewer": interviewer.name,
        "interviewer_phone": unbroken(interviewer.phone),
        "unit": unit.name,
        "phone": unbroken(unit.phone),
        "email": unit.email,
        "controller": unit.controller,
        "data_protection_officer": unit.data_protection_officer,
        "kept_months": str(unit.recording_months or ""),
        "disposal_decision": unit.disposal_decision,
        "text_decision": unit.text_decision,
        "contact_person": asked.name if asked else "",
    }


def count_guardians(assignment: Assignment) -> int:
    """How many guardians have to say yes."""
    return len([who for who in consent.needed_from(assignment) if who is not Answerer.CHILD])


def _of_meeting(booking: Booking | None, said: "_Said") -> dict[str, str]:
    if booking is None:
        return {"minutes": str(MINUTES)}
    starts = booking.starts_at.astimezone(clock.LOCAL_ZONE)
    place = said.place(booking.place, booking.place_note)
    return {
        "minutes": str(booking.minutes), "weekday": said.weekday(starts), "date": said.day(starts),
        "time": said.time(starts), "place": place,
    }  # fmt: skip


def _of_year(assignment: Assignment, booking: Booking | None, said: "_Said") -> dict[str, str]:
    phases = {phase.key: phase for phase in assignment.cycle.phases}
    interviews, report = phases.get("interviews"), phases.get("report")
    meeting = booking.starts_at.astimezone(clock.LOCAL_ZONE).date() if booking else None
    reply = answer_day(clock.today(), meeting=meeting, last=interviews.ends_on if interviews else None)
    is_ahead = report is not None and report.starts_on > clock.today()
    return {
        "reply_by": said.day(reply) if reply else "",
        "report_from": said.day(report.starts_on) if report is not None and is_ahead else "",
    }


def unbroken(text: str) -> str:
    """The same on one line: a day or a number is not parted at the edge of the paper."""
    return text.replace(" ", "\u00a0").replace("-", "\u2011")


class _Said:
    """Days, hours and places in the words of one language."""

    def __init__(self, language: LetterLanguage) -> None:
        self._language = language

    def day(self, on: date) -> str:
        """«3 december», with the year when it is not this one."""
        pattern = "d MMMM" if on.year == clock.today().year else "d MMMM y"
        return unbroken(str(format_date(on, pattern, locale=self._language.locale)))

    def weekday(self, on: date) -> str:
        """«torsdag»."""
        return str(format_date(on, "EEEE", locale=self._language.locale))

    def time(self, at: datetime) -> str:
        """«15.30» in Swedish and Finnish, "15:30" elsewhere."""
        return at.strftime("%H.%M" if self._language.code in {"sv", "fi", "se"} else "%H:%M")

    def place(self, code: str, note: str) -> str:
        """The place as it reads within a sentence, and where exactly; empty in a language that has no words for it."""
        name = self._language.place_name(code)
        return ", ".join(part for part in (name[:1].lower() + name[1:], note) if part) if name else ""
