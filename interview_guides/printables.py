"""What is printed beside the letters: drawings in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What one of our drawings shows, for whoever hears it read instead of seeing it."""

    id: str
    shows: str
