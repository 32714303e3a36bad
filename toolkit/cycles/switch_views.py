"""The switch in the top bar: from any page to another cycle, in the same room where that page has a counterpart.

A page of a cycle stays in its cycle: an address that needs a cycle and is given none gets the one of this page.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, has_request_context, request, url_for

from toolkit import navigation
from toolkit.access import find_actor
from toolkit.cycles import agenda
from toolkit.cycles.naming import STATE_NAMES
from toolkit.language import gettext as _

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One cycle to go to. `url` is this page in that cycle, None on a page that belongs to none; `rooms` are the
    rooms that the person may enter there, as (label, address)."""

    name: str
    state: str
    is_here: bool
    url: str | None
    rooms: tuple[tuple[str, str], ...]


def install(app: Flask) -> None:
    """Let every page ask for its switch, and let a page of a cycle stay in its cycle."""
    app.url_defaults(_stay_in_cycle)
    app.context_processor(lambda: {"cycle_choices": list_choices, "rooms_of": list_rooms})


def list_choices() -> list[Choice]:
    """The cycles to choose among, the latest first; nothing while there are not several."""
    actor = find_actor()
    items = [item for item in navigation.items_of_actor() if item.in_cycle]
    if actor is None or not items:
        return []
    cycles = agenda.list_named(actor)
    if len(cycles) < SEVERAL:
        return []
    here = (request.view_args or {}).get("cycle_id")
    return [
        Choice(
            name=cycle.name,
            state=str(STATE_NAMES[cycle.state]),
            is_here=cycle.id == here,
            url=_same_page(cycle.id) if here else None,
            rooms=tuple(list_rooms(cycle.id)),
        )
        for cycle in cycles
    ]


def list_rooms(cycle_id: uuid.UUID) -> list[tuple[str, str]]:
    """The rooms of a cycle that the person may enter, as (label, address)."""
    items = [item for item in navigation.items_of_actor() if item.in_cycle]
    return [(_(item.label), url_for(item.in_cycle, cycle_id=cycle_id)) for item in items]


def _same_page(cycle_id: uuid.UUID) -> str:
    """This page in another cycle; for a page that hangs on something of this cycle, the first page of its room."""
    here = {name: value for name, value in (request.view_args or {}).items() if name != "cycle_id"}
    is_page = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    is_everywhere = is_page and not navigation.is_of_the_day(request.blueprint)
    if request.endpoint and is_everywhere and not any(name.endswith("_id") for name in here):
        return url_for(request.endpoint, cycle_id=cycle_id, **here)
    items = [item for item in navigation.items_of_actor() if item.in_cycle]
    room = next((item for item in items if request.blueprint in item.rooms), items[0])
    return url_for(room.in_cycle, cycle_id=cycle_id)


def _stay_in_cycle(endpoint: str, values: dict[str, Any]) -> None:
    if "cycle_id" in values or not has_request_context():
        return
    here = (request.view_args or {}).get("cycle_id")
    if here and current_app.url_map.is_endpoint_expecting(endpoint, "cycle_id"):
        values["cycle_id"] = here
