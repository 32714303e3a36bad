"""What is due for somebody, as the later rooms tell it: kinds and numbers, no content."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from toolkit.access import Actor
from toolkit.hooks import Hook


class ReminderKind(StrEnum):
    """What waits. `templates/reminders` has the words and the way there."""

    SECOND_FACTOR_RESET = "second_factor_reset"
    ACTION_OVERDUE = "action_overdue"
    ACTION_DUE = "action_due"
    ACTION_TO_CONFIRM = "action_to_confirm"
    OUTCOME_MISSING = "outcome_missing"  # a meeting has been, and nobody wrote what came of it
    DISPOSAL_OVERDUE = "disposal_overdue"  # a decision says that it should be gone by now, and letters promise it
    DISPOSAL_DUE = "disposal_due"
    DISPOSAL_TO_CONFIRM = "disposal_to_confirm"  # somebody proposed it, and somebody else has to look
    LOG_CHECK = "log_check"  # a month is over, and nobody has signed that its sample of accesses was gone through


@dataclass(frozen=True, slots=True)
class Reminder:
    """So many of one kind. A mail is sent for what `is_pressing`; the first page says everything."""

    kind: ReminderKind
    count: int
    is_pressing: bool = True


DUE: Hook[Callable[[Actor], Collection[Reminder]]] = Hook(
    "somebody's first page is shown", "second_factor", "actions", "meetings", "disposal", "log_review"
)
"""What waits for the person who asks. Whoever speaks asks the database a question or two, and reads no content."""


def list_due(actor: Actor) -> list[Reminder]:
    """Everything that waits for the person, the overdue first."""
    order = list(ReminderKind)
    found = (reminder for ask in DUE.each() for reminder in ask(actor) if reminder.count)
    return sorted(found, key=lambda reminder: order.index(reminder.kind))
