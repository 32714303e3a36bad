"""What `doctor` is told about the copies: each trouble that the page shows, or when one was made."""

from collections.abc import Iterator

from toolkit.backup import status
from toolkit.errors import N_
from toolkit.findings import Finding, Level, well

COPIES = N_("Backup")


def check() -> Iterator[Finding]:
    """Every trouble, with its way out."""
    found = status.find()
    for trouble in found.troubles:
        level = Level.WRONG if found.settings.place else Level.WARNING
        cause = status.FAILURES[trouble.failure] if trouble.failure else ""
        yield Finding(COPIES, level, trouble.said, trouble.way_out, cause=cause)
    if not found.troubles:
        yield well(COPIES, N_("A copy was made %(hours)s hours ago, and a drill has opened one."), hours=found.hours)
