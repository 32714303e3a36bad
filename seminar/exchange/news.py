"""What a file would change here: what in it is new, what comes back, and what is here already."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seminar.coding import marking_many
from seminar.exchange.placing import Placed, Reading
from seminar.exchange.theme_matching import FoundTheme
from transcription.transcripts.models import DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class News:
    """The marked passages of a file by one way of counting: those that are `new`, those that stand `again` though
    somebody took them away or they wait here, and those that are the `same` here."""

    new: int
    again: int
    same: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would change."""
        return not self.new and not self.again


def list_news(
    readings: Sequence[Reading], themes: Sequence[FoundTheme], texts: Sequence[DeidentifiedTranscript]
) -> tuple[News, ...]:
    """What each way of counting would change in texts that the caller holds."""
    standing = {
        (str(text), start, end, str(theme)): counts
        for (text, start, end, theme), counts in marking_many.standing_in(texts).items()
    }
    return tuple(_compare(reading.placed, themes, standing) for reading in readings)


def _compare(
    placed: Sequence[Placed], themes: Sequence[FoundTheme], standing: Mapping[tuple[str, int, int, str], bool]
) -> News:
    of = Counter(standing.get((one.text, one.start, one.end, themes[one.theme].key or "")) for one in placed)
    return News(of[None], of[False], of[True])
