"""The administrator's page about copies: when the last was made, when one was tried, what is wrong and the way out."""

from flask import Blueprint, render_template

from toolkit.access import Role, allow, current_actor
from toolkit.backup import status

bp = Blueprint("backup", __name__, url_prefix="/admin/backup")


@bp.get("")
@allow(Role.ADMINISTRATOR)
def index() -> str:
    """How it is with the copies. They are made by the worker, and by commands."""
    return render_template("backup/index.html", found=status.get_status(current_actor()), failures=status.FAILURES)
