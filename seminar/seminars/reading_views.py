"""The pages of whoever is invited, in whatever role: the day, what to read, and the text with what struck them."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.seminars import agenda, marks, paper, planning, reading
from seminar.seminars.forms import MarkForm
from seminar.seminars.naming import STATE_KINDS, STATE_NAMES, group_name, hour, title_of
from seminar.seminars.reading import ReadingPage
from seminar.texts.signatures import signature
from toolkit import clock, downloads
from toolkit.access import allow_signed_in, current_actor
from toolkit.forms import options
from toolkit.language import gettext as _

bp = Blueprint("seminar_reading", __name__)
DAY = "/cycles/<uuid:cycle_id>/seminars/<uuid:seminar_id>/mine"
TEXT = f"{DAY}/<uuid:assignment_id>"
SHORT = 70


@bp.context_processor
def words() -> dict[str, object]:
    """What seminars, groups and children are called, on every page here."""
    return {
        "signature": signature, "group_name": group_name, "title_of": title_of,
        "state_names": STATE_NAMES, "state_kinds": STATE_KINDS, "hour": hour,
    }  # fmt: skip


@bp.get("/before-the-seminar")
@allow_signed_in
def mine() -> ResponseReturnValue:
    """The seminar that this person is invited to; all of them when there are several."""
    due = reading.list_due(current_actor())
    if len(due) == 1:
        seminar = due[0].seminar
        return redirect(url_for(".day", cycle_id=seminar.cycle_id, seminar_id=seminar.id), 303)
    return render_template("seminar_reading/mine.html", due=due)


@bp.get(DAY)
@allow_signed_in
def day(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Day, place, agenda, one's group, and what to read."""
    own = reading.look(current_actor(), cycle_id, seminar_id)
    seminar = own.seminar
    return render_template(
        "seminar_reading/day.html",
        cycle=seminar.cycle,
        seminar=seminar,
        own=own,
        points=agenda.timed(planning.points_of(seminar), starts=seminar.starts, ends=seminar.ends),
    )


@bp.get(f"{DAY}/paper.pdf")
@allow_signed_in
def print_own(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """What is dealt to this person, with a margin for the pen."""
    collected = paper.collect(current_actor(), cycle_id, seminar_id)
    made = paper.write(collected, made_at=clock.now())
    return downloads.hand_out(made, _("Before the seminar"), collected.seminar.on, kind=downloads.PDF, ending="pdf")


@bp.route(TEXT, methods=["GET", "POST"])
@allow_signed_in
def text(cycle_id: uuid.UUID, seminar_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Read an interview, and mark what strikes you."""
    actor, form = current_actor(), MarkForm()
    if form.is_submitted():  # a page gone stale is told that the seminar is over, not that it is missing
        planning.require_changeable(reading.get_invitation(actor, cycle_id, seminar_id).seminar)
    page = reading.open_text(actor, cycle_id, seminar_id, assignment_id=assignment_id)
    lines = [line for part in page.parts for line in part.lines]
    form.start_segment.choices = options(
        [("", _("Choose a line")), *((line.number, _beginning(line.number + 1, line.segment.text)) for line in lines)]
    )
    if form.validate_on_submit():
        with form.catching():
            start, end = form.places
            marks.mark(
                actor, cycle_id, seminar_id,
                assignment_id=assignment_id, start=start, end=end, exact=form.exact.data, note=form.note.data or "",
            )  # fmt: skip
            return redirect(_line(page, start[0]), 303)
    return render_template(
        "seminar_reading/text.html",
        cycle=page.seminar.cycle,
        seminar=page.seminar,
        page=page,
        form=form,
        removed=marks.find_removed(page.participant, page.interview),
    ), form.status


@bp.post(f"{TEXT}/read")
@allow_signed_in
def mark_read(cycle_id: uuid.UUID, seminar_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    """«I have read it»; `take_back` says that one has not."""
    is_read = "take_back" not in request.form
    reading.say_read(current_actor(), cycle_id, seminar_id, assignment_id=assignment_id, is_read=is_read)
    if not is_read:
        address = url_for(".text", cycle_id=cycle_id, seminar_id=seminar_id, assignment_id=assignment_id)
        return redirect(address, 303)
    flash(_("You have read it. Thank you."))
    return redirect(url_for(".day", cycle_id=cycle_id, seminar_id=seminar_id), 303)


@bp.post(f"{TEXT}/marks/<uuid:mark_id>/remove")
@allow_signed_in
def remove(
    cycle_id: uuid.UUID, seminar_id: uuid.UUID, assignment_id: uuid.UUID, mark_id: uuid.UUID
) -> ResponseReturnValue:
    """Take an own mark away."""
    marks.remove(current_actor(), cycle_id, seminar_id, assignment_id=assignment_id, mark_id=mark_id)
    return _back(cycle_id, seminar_id, assignment_id)


@bp.post(f"{TEXT}/marks/<uuid:mark_id>/restore")
@allow_signed_in
def restore(
    cycle_id: uuid.UUID, seminar_id: uuid.UUID, assignment_id: uuid.UUID, mark_id: uuid.UUID
) -> ResponseReturnValue:
    """Put it back."""
    marks.restore(current_actor(), cycle_id, seminar_id, assignment_id=assignment_id, mark_id=mark_id)
    return _back(cycle_id, seminar_id, assignment_id)


def _back(cycle_id: uuid.UUID, seminar_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    address = url_for(
        ".text", cycle_id=cycle_id, seminar_id=seminar_id, assignment_id=assignment_id, _anchor="marks"
    )  # fmt: skip
    return redirect(address, 303)


def _line(page: ReadingPage, number: int) -> str:
    """The line where the words begin, so that nobody loses the place."""
    seminar = page.seminar
    return url_for(
        ".text", cycle_id=seminar.cycle_id, seminar_id=seminar.id, assignment_id=page.interview.id,
        _anchor=f"line-{number}",
    )  # fmt: skip


def _beginning(number: int, words: str) -> str:
    """The beginning of a line, for the list of the page without script."""
    return f"{number}. {words}" if len(words) <= SHORT else f"{number}. {words[: SHORT - 1].rstrip()}…"
