"""When each recording of the queue should be ready, from the work that is left, the workers and the hours. Pure."""

import heapq
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from transcription.queue.opening_hours import Opening


@dataclass(frozen=True, slots=True)
class Load:
    """What is left to do for one recording."""

    ref: uuid.UUID
    work: timedelta


def forecast(
    loads: Sequence[Load], *, now: datetime, opening: Opening, workers: int = 1
) -> Mapping[uuid.UUID, datetime]:
    """When each should be ready, given the order in which they are taken: the next goes to whoever is free first."""
    free = [now] * max(1, workers)
    ready: dict[uuid.UUID, datetime] = {}
    for load in loads:
        ready[load.ref] = opening.finish(heapq.heappop(free), load.work)
        heapq.heappush(free, ready[load.ref])
    return ready
