"""Who is behind an id on the trail. The trail lies below the room of people, so it asks for the names by a hook."""

import uuid
from collections.abc import Callable, Mapping

from toolkit.hooks import Hook
from toolkit.language import gettext as _

Names = Callable[[], Mapping[uuid.UUID, str]]

NAMES: Hook[Names] = Hook("the trail shows who did something", "people")


def names() -> Mapping[uuid.UUID, str]:
    """Everybody's name by id."""
    return {person_id: name for look_up in NAMES.each() for person_id, name in look_up().items()}


def say_who(person_id: uuid.UUID | None, known: Mapping[uuid.UUID, str]) -> str:
    """The name, or the start of the id for somebody who is not here any more, or the program itself."""
    if person_id is None:
        return _("The program")
    return known.get(person_id) or _("Somebody (%(start)s)", start=str(person_id)[:8])
