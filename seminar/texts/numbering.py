"""What a text is called, before the seminar, at it and after it: the interview that it is of, and which part of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.language import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class TextNumber:
    """A text is part number `part` of the `parts` of interview `number`, one of the `of` of its cycle. In words "3", or
    "3 (part 2)" where the child has handed over several."""

    number: int
    part: int
    parts: int
    of: int

    def __str__(self) -> str:
        """As it stands after the word interview."""
        return (
            _("%(number)s (part %(part)s)", number=self.number, part=self.part) if self.parts > 1 else f"{self.number}"
        )

    @property
    def in_full(self) -> str:
        """As a heading: "Interview 3 of 6", or "Interview 3 of 6, part 2"."""
        whole = _("Interview %(number)s of %(of)s", number=self.number, of=self.of)
        return _("%(interview)s, part %(part)s", interview=whole, part=self.part) if self.parts > 1 else whole


def number_all(texts: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> dict[uuid.UUID, TextNumber]:
    """The number of each (text, interview) of a cycle, which come in the order in which they were handed over."""
    parts: dict[uuid.UUID, list[uuid.UUID]] = {}
    for text, interview in texts:
        parts.setdefault(interview, []).append(text)
    return {
        text: TextNumber(number, part, len(of_one), len(parts))
        for number, of_one in enumerate(parts.values(), 1)
        for part, text in enumerate(of_one, 1)
    }
