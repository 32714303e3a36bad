"""The day on which one looks at what became of a proposal. Pure."""

from datetime import date, timedelta

from toolkit import clock
from toolkit.errors import N_, InvalidInput

FARTHEST = timedelta(days=3 * 366)


def check_day(due: date | None, *, since: date) -> None:
    """A day to look at what was done comes after the decision, and while somebody remembers it, or `InvalidInput`."""
    if due is None:
        return
    if due < since:
        raise InvalidInput(
            N_("A follow-up comes after the decision. Choose %(since)s or a later day."), field="due", since=since
        )
    if due > clock.today() + FARTHEST:
        raise InvalidInput(N_("That is more than three years away. Check the year."), field="due")
