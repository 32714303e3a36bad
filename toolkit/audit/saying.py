"""A line of the trail as a sentence: what was done, and the counts and codes beside it, in the language of the page."""

import uuid
from collections.abc import Mapping
from typing import Any

from toolkit.audit import codes, wording
from toolkit.ids import is_id
from toolkit.language import gettext as _

IDS = frozenset({"before", "child", "reader", "recording", "theme"})
"""Facts that hold an id. Like the ids of the log, it is said by its first signs, or by the person's name."""


def say_act(event: str) -> str:
    """What was done, as the end of a sentence that begins with a name."""
    return _(wording.ACTS[event]) if event in wording.ACTS else event


def say_facts(event: str, facts: Mapping[str, Any], known: Mapping[uuid.UUID, str]) -> str:
    """The counts and codes beside an act in one line: «rader: 12 · rader med fel: 2». `known` are people by id."""
    return " · ".join(
        f"{_(wording.FACTS.get(name, name))}: {_said(event, name, value, known)}"
        for name, value in sorted(facts.items())
    )


def _said(event: str, name: str, value: object, known: Mapping[uuid.UUID, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, str):
        return str(value)
    if name in IDS:
        return known.get(uuid.UUID(value), value[:8]) if is_id(value) else value
    return codes.say(event, name, value)
