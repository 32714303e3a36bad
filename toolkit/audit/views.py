"""The administrator's page about the log, and the commands that check it from outside the browser."""

from typing import Any, TextIO

import click
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, page_numbers, terminal
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.audit import chain, comparing, naming, reading, resolving, verifying
from toolkit.audit.forms import FilterForm
from toolkit.downloads import CSV, hand_out
from toolkit.errors import N_
from toolkit.language import gettext as _
from toolkit.language import ngettext

bp = Blueprint("audit", __name__, url_prefix="/admin/log")
bp.cli.help = N_("Check the log’s chain, show its latest seal, and say who a person in it is.")


@bp.get("")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The log, newest first, and whether its chain was whole when somebody last checked."""
    actor, form = current_actor(), _filter_form()
    lines = reading.read_lines(actor, filters=form.filters(), **page_numbers.asked_beside())
    chosen: dict[str, Any] = {name: text for name, text in request.args.items() if name in form and text}
    return render_template(
        "audit/log.html",
        form=form,
        log=lines,
        check=reading.find_last_check(actor),
        anchor=reading.find_anchor(actor),
        export_url=url_for("audit.export", **chosen),
    )


@bp.get("/log.csv")
@allow(Role.ADMINISTRATOR)
@step_up
def export() -> ResponseReturnValue:
    """The filtered log as a file."""
    made = reading.export_csv(current_actor(), filters=_filter_form().filters())
    return hand_out(made, _("The log"), clock.today(), kind=CSV, ending="csv")


@bp.post("/check")
@allow(Role.ADMINISTRATOR)
def check() -> ResponseReturnValue:
    """Work the whole chain out again and say what came of it."""
    verdict = verifying.check(current_actor())
    flash(say_verdict(verdict), "ok" if verdict.is_whole else "danger")
    return redirect(url_for("audit.index"), 303)


def say_verdict(verdict: verifying.Verdict) -> str:
    """The outcome of a check in a sentence."""
    if verdict.broken_at is not None:
        return _("The log is broken at line %(seq)s: it has been changed or removed.", seq=verdict.broken_at)
    if verdict.is_older:
        return _(
            "The seal is older than line %(seq)s: what came before was disposed of by a decision. Take a newer seal.",
            seq=verdict.disposed + 1,
        )
    if verdict.is_cut:
        return _("The end of the log is missing, or is not what was written down.")
    return ngettext(
        "The log is whole: %(num)d line checked.", "The log is whole: %(num)d lines checked.", verdict.entries
    )


@bp.cli.command("verify")
@click.option("--head", help="A seal that was written down before: number:signs.")
def verify(head: str | None) -> None:
    """Check the whole chain; exit status 1 when it is broken or cut short."""
    verdict = verifying.verify(chain.Head.parse(head) if head else None)
    with terminal.speaking():
        click.echo(say_verdict(verdict))
    click.echo(str(verdict.head))
    if not verdict.is_whole:
        raise SystemExit(1)


@bp.cli.command("head")
def head() -> None:
    """Print the latest seal. Keep it elsewhere: against it `verify --head` sees whether the end was cut off."""
    click.echo(str(verifying.export_head()))


@bp.cli.command("compare")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
def compare(file: TextIO) -> None:
    """Compare the log with seals from elsewhere, in a file (or -). Exit status 1 when it lacks one, or is broken."""
    found = terminal.told(lambda: comparing.compare_and_record(file.read()))
    with terminal.speaking():
        click.echo(say_verdict(found.verdict))
        for head_ in found.missing:
            click.echo(_("The log does not hold the seal of line %(seq)s: it was cut off or changed.", seq=head_.seq))
        if found.disposed:
            click.echo(
                ngettext(
                    "%(num)d seal is of lines that were disposed of by a decision, so it tells nothing any more.",
                    "%(num)d seals are of lines that were disposed of by a decision, so they tell nothing any more.",
                    found.disposed,
                )
            )
        click.echo(ngettext("%(num)d seal was compared.", "%(num)d seals were compared.", found.heads))
    if not found.agrees:
        raise SystemExit(1)


@bp.cli.command("who")
@click.argument("pseudonym")
def who(pseudonym: str) -> None:
    """Say which person a pseudonym in the log stands for. That it was asked stands on the log."""
    found = resolving.resolve(pseudonym)
    if found is None:
        raise click.ClickException(terminal.in_words(N_("Nobody here has been called that in two years.")))
    name, month = found
    click.echo(f"{name} ({month:%Y-%m})")


def _filter_form() -> FilterForm:
    form = FilterForm(request.args)
    form.offer(naming.names())
    return form
