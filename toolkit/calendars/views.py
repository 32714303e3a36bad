"""A calendar to subscribe to: the owner's page, and the file itself for whoever has the address."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, downloads
from toolkit.access import Role, allow, allow_anyone, current_actor
from toolkit.calendars import ical, subscribing
from toolkit.hosts import absolute
from toolkit.language import gettext as _
from toolkit.sent_forms import once

bp = Blueprint("calendars", __name__)
THE_UNIT = (Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)


@bp.get("/account/calendar")
@allow(*THE_UNIT)
def index() -> ResponseReturnValue:
    """Which calendars the person has given an address."""
    actor = current_actor()
    page = {"scopes": subscribing.scopes_of(actor), "addresses": subscribing.list_own(actor)}
    return render_template("calendars/index.html", **page)


@bp.post("/account/calendar")
@allow(*THE_UNIT)
def make() -> ResponseReturnValue:
    """A new address, shown once."""
    token = subscribing.make(current_actor(), scope=subscribing.read_scope(request.form.get("scope")))
    once.answer_with(url_for("calendars.index"))
    return render_template("calendars/made.html", address=absolute(url_for("calendars.read", token=token)))


@bp.post("/account/calendar/revoke")
@allow(*THE_UNIT)
def revoke() -> ResponseReturnValue:
    """The address opens nothing any more."""
    subscribing.revoke(current_actor(), scope=subscribing.read_scope(request.form.get("scope")))
    flash(_("The address opens nothing any more."))
    return redirect(url_for("calendars.index"), 303)


@bp.get("/calendar/<token>")
@allow_anyone
def read(token: str) -> ResponseReturnValue:
    """The file, for a calendar program: it has no account, and the address is the key."""
    days = subscribing.read(token)
    file = ical.write(days, name=_("Barnens röster"), sign_in_at=absolute("/"), now=clock.now())
    return downloads.hand_out(file, _("The calendar of Barnens röster"), kind=downloads.CALENDAR, ending="ics")
