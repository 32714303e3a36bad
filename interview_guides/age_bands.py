"""The age bands of the model: everything that is counted or signed by age uses these, never an exact age."""

from enum import StrEnum
from functools import lru_cache


class AgeBand(StrEnum):
    """Four bands, as they are written."""

    FIVE_TO_EIGHT = "5–8"
    NINE_TO_TWELVE = "9–12"
    THIRTEEN_TO_FOURTEEN = "13–14"
    FIFTEEN_TO_EIGHTEEN = "15–18"

    @property
    def first(self) -> int:
        """The youngest age of the band."""
        return int(self.partition("–")[0])


@lru_cache(maxsize=128)  # asked for every child of a year, several times a page
def band_of(age: int) -> AgeBand:
    """The band that an age belongs to; an age outside the bands belongs to the nearest one."""
    return next((band for band in reversed(AgeBand) if band.first <= age), AgeBand.FIVE_TO_EIGHT)
