"""What the first pages show of reminders: `reminders_due()`, for `templates/reminders/strip.html`."""

from collections.abc import Sequence

from flask import Blueprint

from toolkit.access import find_actor
from toolkit.reminders import due
from toolkit.reminders.due import Reminder

bp = Blueprint("reminders", __name__)


@bp.app_template_global()
def reminders_due() -> Sequence[Reminder]:
    """What waits for the reader."""
    actor = find_actor()
    return due.list_due(actor) if actor else []
