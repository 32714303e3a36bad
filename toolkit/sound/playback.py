"""How the browser’s player gets a recording: `probing` decides it, `rendering` makes it. Pure."""

from enum import StrEnum


class Playback(StrEnum):
    """The file as it is, a wav made of it, or one that has to be made from the start; the values are stored."""

    AS_IT_IS = "as_it_is"
    RENDERED = "rendered"
    FROM_START = "from_start"
