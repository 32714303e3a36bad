"""What a supervisor, a proxy or a watcher asks: the health check and metrics; and how it is, for the administrator.
They tell nothing of anybody."""

import hmac

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from toolkit import config
from toolkit.access import Role, allow, allow_anyone, current_actor
from toolkit.errors import NotFound
from toolkit.operations import engines, health, metrics

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


@bp.get("/metrics")
@allow_anyone
def figures() -> ResponseReturnValue:
    """Figures for Prometheus, for whoever sends the token; without one in the settings the page is not there."""
    token = config.current().monitoring.metrics_token
    sent = request.headers.get("Authorization", "").encode()
    if not token or not hmac.compare_digest(sent, f"Bearer {token}".encode()):
        raise NotFound
    return Response(metrics.METRICS.get().write(), content_type=CONTENT_TYPE_LATEST)


@bp.get("/admin/operation")
@allow(Role.ADMINISTRATOR)
def index() -> str:
    """What the program stands on, and how each of it is."""
    return render_template("operations/index.html", found=engines.get_overview(current_actor()))


def _answer(found: health.Health, *, is_well: bool) -> ResponseReturnValue:
    words = {part: "ok" if works else "wrong" for part, works in found.parts.items()}
    return {"status": "ok" if is_well else "wrong", **words}, 200 if is_well else 503
