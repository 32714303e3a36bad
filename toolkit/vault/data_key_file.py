"""How the file of data keys is written: a JSON object, and behind it a line for each time that keys were made since.

Making a key costs the same with a hundred thousand of them (decision 58). Whatever takes a key away writes the file
anew, and over the old one.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.vault.key_files import whole_lines

FORM = 1
HEAD = 64
"""So many bytes of the file hold what is written by chance each time that it is written anew."""
WRITTEN = b'"written"'

Wrapped = Mapping[str, tuple[str, bytes]]
"""By name: the key of the ring that a data key lies under, and the wrapped bytes."""

Destroyed = Mapping[str, str]
"""By name: the day on which a key was destroyed on purpose, as ISO 8601 writes it; with `BY_DECISION` behind it where
a decision on disposal did it, and nobody's withdrawal."""


def dump(keys: Wrapped, destroyed: Destroyed) -> str:
    """The whole file."""
    content = {"form": FORM, "written": secrets.token_hex(16), "keys": _as_json(keys)}
    return json.dumps({**content, "destroyed": dict(sorted(destroyed.items()))}, indent=1)


def dump_line(made: Wrapped) -> str:
    """Keys that are added to it, all of them or none."""
    return json.dumps(_as_json(made))


def read_whole(path: Path) -> str:
    """The file as it is copied: without half a line behind it."""
    return whole_lines(path.read_bytes()).decode()


def parse(text: str) -> tuple[Wrapped, Destroyed]:
    """What a file of data keys holds, in whole lines. Raises ValueError for what is no such file."""
    content, end = json.JSONDecoder().raw_decode(text)
    try:
        if content["form"] != FORM:
            raise ValueError(content["form"])
        wrapped = _of_json(content["keys"]) | parse_lines(text[end:])
        return wrapped, {str(name): str(day) for name, day in content.get("destroyed", {}).items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(text[:1]) from error


def parse_lines(text: str) -> dict[str, tuple[str, bytes]]:
    """The keys of lines that were added. Raises ValueError."""
    wrapped = {}
    try:
        for line in filter(None, text.split("\n")):
            wrapped.update(_of_json(json.loads(line)))
    except (TypeError, AttributeError) as error:
        raise ValueError(text[:1]) from error
    return wrapped


def _as_json(keys: Wrapped) -> dict[str, list[str]]:
    return {name: [key_id, base64.b64encode(wrapped).decode()] for name, (key_id, wrapped) in keys.items()}


def _of_json(content: Any) -> dict[str, tuple[str, bytes]]:
    return {
        str(name): (str(key_id), base64.b64decode(wrapped, validate=True))
        for name, (key_id, wrapped) in content.items()
    }
