"""The health check: what a supervisor, a proxy or a watcher asks. It needs no account and tells nothing of anybody."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from toolkit.access import allow_anyone
from toolkit.operations import health

bp = Blueprint("operations", __name__)


@bp.get("/health")
@allow_anyone
def whole() -> ResponseReturnValue:
    """Every part, each in a word; 503 when one does not work."""
    found = health.look()
    return _answer(found, is_well=found.is_well)


@bp.get("/health/web")
@allow_anyone
def web() -> ResponseReturnValue:
    """The same, and 503 only when this web server cannot do its work: for a proxy that chooses among several."""
    found = health.look()
    return _answer(found, is_well=found.serves)


def _answer(found: health.Health, *, is_well: bool) -> ResponseReturnValue:
    words = {part: "ok" if works else "wrong" for part, works in found.parts.items()}
    return {"status": "ok" if is_well else "wrong", **words}, 200 if is_well else 503
