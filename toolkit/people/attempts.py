"""One try at a door: throttled while it is looked at, and on the trail when it was wrong.

What was typed is never kept: people type passwords where the name belongs. The trail gets the id of the account, where
there is one, and a sign for the place (a keyed hash), so that tries from one place can be told from tries from many.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.orm import Session

from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import writing
from toolkit.people import throttle
from toolkit.people.throttle import Limit, LockedOut


class Secret(StrEnum):
    """What somebody tried to show."""

    PASSWORD = "password"  # noqa: S105 - a kind of secret
    ONE_TIME_CODE = "one_time_code"
    PRESENT_PASSWORD = "present_password"  # noqa: S105 - a kind of secret
    SURVEY_CODE = "survey_code"
    OWN_CODE = "own_code"
    PIN = "pin"
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    PROVIDER = "provider"  # what the municipality's own sign-in sent


@dataclass(slots=True, kw_only=True)
class Attempt:
    """`begin`, then `refuse` or `accept`. `shared` are those of the `limits` that many people's tries count on."""

    secret: Secret
    limits: Mapping[str, Limit]
    place: str
    shared: Iterable[str] = ()
    person_id: uuid.UUID | None = None
    _is_last: bool = field(default=False, init=False)  # of those that need not wait

    def begin(self, refusal: type[LockedOut]) -> None:
        """Count the try. Raises `refusal` when it comes too early; then nothing is counted and nothing recorded."""
        self._is_last = throttle.begin(self.limits, refusal)

    def refuse(self) -> None:
        """It was wrong: that stands on the trail, and if the next one has to wait, that does too."""
        with writing() as session:
            self._record(session, Event.SIGN_IN_FAILED)
            if self._is_last:
                self._record(session, Event.SIGN_IN_LOCKED)

    def accept(self) -> None:
        """It was right: what counted against this person is forgotten."""
        shared = frozenset(self.shared)
        throttle.forgive(wholly=self.limits.keys() - shared, once=shared)

    def _record(self, session: Session, event: Event) -> None:
        place = throttle.key("place", self.place)[:12]
        trail.record(None, event, self.person_id, within=session, kind=self.secret.value, place=place)
