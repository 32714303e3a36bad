"""What somebody finds who looks whether all is well: facts with the way out, for `doctor` and the administrator's page.

Any room may look after its own: it registers on `CHECKS` (in `speakers.py`) a function that answers with findings. A
finding holds no name, no secret and no word of a child. Pure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.errors import HouseError
from toolkit.hooks import Hook


class Level(StrEnum):
    """How grave it is. Only what is wrong keeps the program, or what it promised, from working."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `about`, `message`, `cause` and `way_out` are msgids; `values` fill the places of all but the first. A
    message that has a cause ends with a colon."""

    about: str
    level: Level
    message: str
    way_out: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    cause: str = ""


def well(about: str, message: str, **values: object) -> Finding:
    """All is well."""
    return Finding(about, Level.OK, message, values=values)


def warning(about: str, message: str, way_out: str, **values: object) -> Finding:
    """It works, and somebody should see to it before it does not."""
    return Finding(about, Level.WARNING, message, way_out, values)


def wrong(about: str, message: str, way_out: str, **values: object) -> Finding:
    """It does not work."""
    return Finding(about, Level.WRONG, message, way_out, values)


def of_error(about: str, error: HouseError) -> Finding:
    """A refusal of ours, whose sentence holds the way out already."""
    return Finding(about, Level.WRONG, error.message, values=error.values)


Check = Callable[[], Iterable[Finding]]

CHECKS: Hook[Check] = Hook("somebody asks how the installation is", "oidc", "backups", "head", "speech_models")
"""Asked in an app's context, in a reading transaction. Later rooms add their name here, in the order of the lines."""
