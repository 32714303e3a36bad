"""Mail: a person's own choice, and the administrator's look at whether it works."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, allow_signed_in, current_actor
from toolkit.forms import HouseForm
from toolkit.language import gettext as _
from toolkit.mail import choosing
from toolkit.mail.forms import MailForm
from toolkit.mail.wording import ENCRYPTIONS, FAILURES

bp = Blueprint("mail", __name__)


@bp.route("/account/mail", methods=["GET", "POST"])
@allow_signed_in
def choose() -> ResponseReturnValue:
    """Where mail comes, and whether reminders do."""
    actor = current_actor()
    row = choosing.find_own(actor)
    form = MailForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            choosing.choose(actor, **form.values())
            flash(_("Your choice is saved."))
            return redirect(url_for("mail.choose"), 303)
    form.accept_newer(row)
    return render_template("mail/choose.html", form=form, is_set=choosing.is_set()), form.status


@bp.get("/admin/mail")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Whether a mail server is set, and how it went."""
    return _page(HouseForm())


@bp.post("/admin/mail/test")
@allow(Role.ADMINISTRATOR)
def send_test() -> ResponseReturnValue:
    """Send the administrator a mail."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            choosing.send_test(current_actor())
            flash(_("A test is on its way to you. If it does not come, this page says why."))
            return redirect(url_for("mail.index"), 303)
    return _page(form), form.status


def _page(form: HouseForm) -> str:
    actor = current_actor()
    return render_template(
        "mail/index.html",
        form=form,
        health=choosing.health(actor),
        own=choosing.find_own(actor),
        failures=FAILURES,
        encryptions=ENCRYPTIONS,
    )
