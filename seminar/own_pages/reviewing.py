"""A child looks at its own quotes and answers about each. There is no actor: the code that is open in the browser says
which interview it is. The trail tells that it happened, and not what was answered."""

from seminar.quotable import own_quotes, reviewing
from seminar.quotable.models import ChildAnswer
from seminar.quotable.quoting import Considered
from seminar.report import withdrawing
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment
from toolkit.errors import NotFound


def list_to_answer(assignment: Assignment) -> list[Considered]:
    """The quotes that the child is asked about now; none once the report stands, for then it is too late."""
    return own_quotes.list_own(assignment) if assignment.cycle.is_open else []


def get_quote(assignment: Assignment, number: int) -> Considered:
    """One of them, counted from 1; a look on the trail. Raises `NotFound` beyond the last one."""
    found = list_to_answer(assignment)
    if not 1 <= number <= len(found):
        raise NotFound
    trail.record(None, Event.OWN_QUOTES_READ, assignment.id)
    return found[number - 1]


def answer(assignment: Assignment, key: str, *, said: str, words: str = "") -> ChildAnswer:
    """Keep what the child answered (a word of `ChildAnswer`), at once and everywhere.

    Raises `NotFound` when it is not asked about that quote.
    """
    states.require_open(assignment.cycle_id)
    found = next((one for one in list_to_answer(assignment) if str(one.key) == key), None)
    if found is None:
        raise NotFound
    given = ChildAnswer(said)
    reviewing.answer(found.quote, said=given, words=words)
    if given is not ChildAnswer.STANDS:
        withdrawing.remove_words(assignment.cycle_id, [(found.shown or found.quote).words, found.quote.words])
    trail.record(None, Event.OWN_QUOTE_ANSWERED, assignment.id)
    return given


def next_number(assignment: Assignment) -> int | None:
    """The first quote about which the child has not answered; None when it has answered about all."""
    found = list_to_answer(assignment)
    return next((number for number, one in enumerate(found, 1) if not one.is_answered), None)
