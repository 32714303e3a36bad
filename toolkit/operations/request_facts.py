"""What is told of each request: two pseudonyms for the log, and a count by the view's name for the metrics."""

import time
from collections.abc import Mapping

from flask import Response, g, request

from toolkit.access import find_actor
from toolkit.operations.metrics import METRICS
from toolkit.people.throttle import place_of
from toolkit.vault import pseudonyms

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})


def for_log() -> Mapping[str, object]:
    """The person, and where the request came from, each as a pseudonym; `who` is None without an account."""
    actor = find_actor()
    return {
        "who": pseudonyms.of_id(actor.id) if actor else None,
        "from": pseudonyms.of_address(place_of(request.remote_addr)),
    }


def count(response: Response) -> Response:
    """Count an answer, by the view's name and never by its address."""
    METRICS.get().count(
        request.endpoint or "none",
        request.method if request.method in METHODS else "other",
        status=response.status_code,
        seconds=time.perf_counter() - g.started if "started" in g else 0.0,
    )
    return response
