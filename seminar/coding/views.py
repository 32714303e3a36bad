"""Coding pages: the handed-over transcripts of a cycle, and one of them with its themes. For whoever leads the seminar
or takes part in it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.changes import following
from seminar.changes.following import get_followed
from seminar.changes.reading import find_position
from seminar.coding import (
    marked_texts,
    marking,
    pending,
    quotes,
    reader_marks,
    readings,
    text_page,
    text_parts,
)
from seminar.coding.forms import MarkForm
from seminar.texts import looks, transcripts
from seminar.texts.signatures import signature
from seminar.themes import codebook
from seminar.themes.naming import area_names
from toolkit import page_numbers
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.errors import N_, InvalidInput
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("coding", __name__)
SEMINAR = "/cycles/<uuid:cycle_id>/seminar"
OUTBOX = "outbox-once"
"""The token of one mark that a script may send again: it gets the first answer (`toolkit.sent_forms`), also when
somebody has taken the words away since."""


@bp.context_processor
def words() -> dict[str, object]:
    """How a child signs and what a quote tells, on every page here."""
    return {"signature": signature, "told": quotes.told}


@bp.get("/seminar")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """The seminar of the cycle where it is due; for whoever takes part the one that goes on."""
    actor = current_actor()
    if not following.leads(actor):
        followed = following.find_followed(actor)
        own = url_for("coding.index", cycle_id=followed) if followed else url_for("seminar_reading.mine")
        return redirect(own, 303)
    cycle_id = agenda.find_due(actor, Room.SEMINAR, waiting=readings.count_unread(actor))
    if cycle_id is None:
        return render_template("coding/none.html")
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


@bp.get(SEMINAR)
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What has been handed over, in the order it came."""
    actor = current_actor()
    cycle = get_followed(actor, cycle_id)
    after = find_position(cycle.id)
    listed = transcripts.page_of_texts(actor, cycle_id, page=page_numbers.asked())
    return render_template(
        "coding/index.html",
        cycle=cycle,
        after=after or 0,
        texts=listed.texts,
        interviews=listed.interviews,
        excerpts=marked_texts.count_quotes(actor, cycle_id, of=[one.transcript.id for one in listed.texts]),
        read=readings.list_read(actor, cycle_id),
        waiting=pending.count_waiting(actor, cycle_id),
        declined=pending.list_declined(actor, cycle_id),
        themes=codebook.list_themes(actor, cycle_id),
    )


@bp.route(f"{SEMINAR}/transcripts/<uuid:transcript_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def transcript(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Read a transcript, mark words and choose a theme."""
    actor, form = current_actor(), MarkForm()
    cycle = get_followed(actor, cycle_id)
    if transcripts.held_by(actor, cycle_id, transcript_id):
        return render_template("coding/own.html", cycle=cycle)
    if form.is_submitted() and redraws():
        return _mark_quietly(actor, cycle_id, transcript_id, form)
    after = find_position(cycle.id)
    row = transcripts.get_transcript(actor, cycle_id, transcript_id)
    transcripts.record_look(actor, row)
    if form.is_submitted():
        page = marked_texts.open_page(actor, cycle_id, transcript_id, seen=True)
        text_parts.choose(
            form, page, themes=[(theme.id, theme.name) for theme in codebook.list_themes(actor, cycle_id)]
        )
        if form.validate_on_submit():
            with form.catching():
                return _done(cycle_id, _mark(actor, cycle_id, transcript_id, form))
        parts = text_parts.render(actor, cycle, page=page, form=form)
    else:
        parts = text_parts.get_parts(actor, cycle, transcript_id=transcript_id, at=after)
    return render_template(
        "coding/transcript.html",
        cycle=cycle,
        transcript=row,
        parts=parts,
        form=form,
        areas=area_names(),
        number=transcripts.list_numbers(actor, cycle_id)[row.id],
        after=after or 0,
        seen=looks.proof(actor, transcript_id),
        reader_marks=reader_marks.list_marks(actor, row),
        **text_page.own_facts(actor, cycle_id, row),
    ), form.status


@bp.get(f"{SEMINAR}/transcripts/<uuid:transcript_id>/now")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def now(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """What the page of a text shows that may have changed: the lines of some codings, the stripes, the side."""
    actor = current_actor()
    cycle = get_followed(actor, cycle_id)
    at = find_position(cycle.id)
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    if not looks.holds(actor, transcript_id, proof=request.args.get("seen", "")):
        transcripts.record_look(actor, transcript)
    changed = frozenset(request.args.getlist("object")) if "object" in request.args else None
    parts = text_parts.get_changed(actor, cycle, transcript_id=transcript_id, at=at, objects=changed)
    is_own = cycle.is_open and text_page.concerns(actor, cycle_id, changed)
    own = text_parts.render_own(actor, cycle, transcript=transcript) if is_own else ""
    return parts + own, {"Seminar-Position": str(at or 0)}


@bp.post(f"{SEMINAR}/transcripts/<uuid:transcript_id>/read")
@allow(Role.FACILITATOR)
def mark_read(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The group has read it through; `take_back` says that it has not."""
    take_back = "take_back" in request.form
    readings.mark_read(current_actor(), cycle_id, transcript_id, is_read=not take_back)
    if redraws():
        return "", 204
    if take_back:
        return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=transcript_id), 303)
    flash(_("The interview is read. From now on it counts."))
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/remove")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def remove(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Take an excerpt away from a theme."""
    return _done(cycle_id, marking.remove(current_actor(), cycle_id, coding_id).id)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/restore")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def restore(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Put it back."""
    return _done(cycle_id, marking.restore(current_actor(), cycle_id, coding_id).id)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/shown")
@allow(Role.FACILITATOR)
def shown(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Set an excerpt aside from the board, or bring it forward again."""
    actor = current_actor()
    row = marking.get_coding(actor, cycle_id, coding_id)
    on_board = request.form.get("shown") == "1"  # what the button said, so that a second press does nothing
    marking.show(actor, cycle_id, coding_id, on_board=on_board)
    if redraws():
        return "", 204
    flash(_("The quote stands on the board.") if row.on_board else _("The quote is set aside. It still counts."))
    return redirect(url_for("voices.theme", cycle_id=cycle_id, theme_id=row.theme_id), 303)


def _mark_quietly(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, form: MarkForm) -> ResponseReturnValue:
    """Mark for a page that redraws; a refusal is a sentence for its script. The theme is judged where it is filled."""
    form.theme_id.validate_choice = False
    form.new_area.choices = options(area_names().items())
    if form.validate():
        with form.catching():
            coding_id = _mark(actor, cycle_id, transcript_id, form)
            return {"coding": str(coding_id)} if OUTBOX in request.form else ("", 204)
    return {"error": form.all_errors()[0][1]}, form.status


def _mark(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, form: MarkForm) -> uuid.UUID:
    theme_id = form.theme_id.data
    if form.new_theme.data:
        area = form.new_area.data or ""
        theme_id = codebook.create(actor, cycle_id, name=form.new_theme.data, area=area).id
    if theme_id is None:
        raise InvalidInput(N_("Choose a theme, or write a new one."), field="theme_id")
    if form.passage:
        start, end = form.passage
        return marking.mark(
            actor, cycle_id, transcript_id, theme_id=theme_id, start=start, end=end,
            revision=form.revision.data, exact=form.exact.data,
        ).id  # fmt: skip
    position = form.start_segment.data
    return marking.mark_segment(actor, cycle_id, transcript_id, theme_id=theme_id, position=position).id


def _done(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """To the line where the excerpt begins, so that nobody loses the place; a page that redraws stays where it is."""
    if redraws():
        return "", 204
    text, position = marked_texts.place_of(marking.get_coding(current_actor(), cycle_id, coding_id))
    return redirect(
        url_for("coding.transcript", cycle_id=cycle_id, transcript_id=text, _anchor=f"line-{position}"), 303
    )
