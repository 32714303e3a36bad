"""Who is behind an id on the trail. The trail lies below the room of people, so the app hands it the names."""

import uuid
from collections.abc import Callable, Mapping

from flask import Flask, current_app

from toolkit.language import gettext as _

EXTENSION = "audit_names"
Names = Callable[[], Mapping[uuid.UUID, str]]


def install(app: Flask, names: Names) -> None:
    """Tell the trail where to look names up: a function that gives everybody's name by id."""
    app.extensions[EXTENSION] = names


def names() -> Mapping[uuid.UUID, str]:
    """Everybody's name by id; empty when the app has not said where to look."""
    look_up: Names = current_app.extensions.get(EXTENSION, dict)
    return look_up()


def say_who(person_id: uuid.UUID | None, known: Mapping[uuid.UUID, str]) -> str:
    """The name, or the start of the id for somebody who is not here any more, or the program itself."""
    if person_id is None:
        return str(_("The program"))
    return known.get(person_id) or str(_("Somebody (%(start)s)", start=str(person_id)[:8]))
