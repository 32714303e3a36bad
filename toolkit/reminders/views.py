"""What the first pages show of reminders: `reminders_due()`, for `templates/reminders/strip.html`."""

from collections.abc import Sequence

from flask import Blueprint

from toolkit.access import find_actor
from toolkit.reminders import due
from toolkit.reminders.due import Reminder

bp = Blueprint("reminders", __name__)


@bp.app_template_global()
def reminders_due(about: str = "") -> Sequence[Reminder]:
    """What waits for the reader; with `about` only the kinds that begin so."""
    actor = find_actor()
    return [one for one in due.list_due(actor) if one.kind.startswith(about)] if actor else []
