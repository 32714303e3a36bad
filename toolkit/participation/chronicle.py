"""The log as the page tells it: tries and answers in one line each, in the order in which they happened."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from toolkit import content
from toolkit.cycles.models import Assignment
from toolkit.language import day
from toolkit.language import gettext as _
from toolkit.participation import consent, contacts
from toolkit.participation.models import Consent, Contacted, ContactEntry

Line = tuple[str, str, str]


def name_of(who: str) -> str:
    """Who answers, in words."""
    names: dict[str, str] = {
        consent.CHILD: _("The child"),
        consent.FIRST_GUARDIAN: _("The guardian"),
        consent.SECOND_GUARDIAN: _("The other guardian"),
        Contacted.GUARDIAN: _("The guardian"),
        Contacted.HANDLER: _("The case handler"),
    }
    return str(names[who])


def list_lines(assignment: Assignment, answers: Sequence[Consent]) -> list[Line]:
    """(machine date, date in words, what happened) of an assignment and answers that the caller holds, oldest first."""
    told: list[tuple[datetime, str]] = [(entry.at, _of_entry(entry)) for entry in contacts.list_entries(assignment)]
    told += [(answer.given_at, _of_answer(answer)) for answer in answers]
    return [(at.date().isoformat(), day(at), text) for at, text in sorted(told, key=lambda line: line[0])]


def list_entries(assignment: Assignment) -> list[tuple[uuid.UUID, str, str]]:
    """(id, date in words, what happened) of the tries alone, which can be taken out when they are mistakes."""
    return [(entry.id, day(entry.at), _of_entry(entry)) for entry in contacts.list_entries(assignment)]


def _of_entry(entry: ContactEntry) -> str:
    words = content.current()
    how, outcome = words.contact_channel(entry.channel).name, words.contact_outcome(entry.outcome).name
    return f"{name_of(entry.with_whom)}: {how}, {_lower(outcome)}"


def _of_answer(answer: Consent) -> str:
    who = name_of(answer.who)
    if answer.withdrawn_at:
        return _("%(who)s took back the yes", who=who)
    if not answer.says_yes:
        return _("%(who)s said no", who=who)
    return _("%(who)s said yes", who=who) if answer.to_recording else _("%(who)s said yes, but no recording", who=who)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
