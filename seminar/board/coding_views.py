"""Coding pages: the handed-over transcripts of a cycle, and one of them with its themes. For the facilitator."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.board import coding, reader_marks, readings, stripes, transcripts, voices
from seminar.board.forms import MarkForm
from seminar.board.signatures import signature
from seminar.themes import codebook
from seminar.themes.naming import area_names
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.errors import N_, InvalidInput
from toolkit.forms import options
from toolkit.language import gettext as _

bp = Blueprint("coding", __name__)
SEMINAR = "/cycles/<uuid:cycle_id>/seminar"


@bp.context_processor
def words() -> dict[str, object]:
    """How a child signs, on every page here."""
    return {"signature": signature}


@bp.get("/seminar")
@allow(Role.FACILITATOR)
def due() -> ResponseReturnValue:
    """The seminar of the cycle where it is due."""
    actor = current_actor()
    cycle_id = agenda.find_due(actor, Room.SEMINAR, waiting=readings.count_unread(actor))
    if cycle_id is None:
        return render_template("coding/none.html")
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


@bp.get(SEMINAR)
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What has been handed over, in the order it came."""
    actor = current_actor()
    return render_template(
        "coding/index.html",
        cycle=codebook.get_cycle(actor, cycle_id),
        transcripts=transcripts.list_transcripts(actor, cycle_id),
        excerpts=transcripts.count_quotes(actor, cycle_id),
        read=readings.list_read(actor, cycle_id),
        themes=codebook.list_themes(actor, cycle_id),
    )


@bp.route(f"{SEMINAR}/transcripts/<uuid:transcript_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def transcript(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Read a transcript, mark words and choose a theme."""
    actor, form = current_actor(), MarkForm()
    cycle = codebook.get_cycle(actor, cycle_id)
    page = transcripts.open_page(actor, cycle_id, transcript_id)
    theme_voices = voices.list_voices(actor, cycle_id)
    lines = [(line.segment.position, _beginning(line.segment.text)) for line in page.lines]
    form.start_segment.choices = options([("", _("Choose a line")), *lines])
    form.theme_id.choices = options(
        [("", _("Choose a theme")), *((row.theme.id, row.theme.name) for row in theme_voices)]
    )
    form.new_area.choices = options(area_names().items())
    if form.validate_on_submit():
        with form.catching():
            return redirect(_line(cycle_id, *_mark(actor, cycle_id, transcript_id, form)), 303)
    numbers = [each.id for each in transcripts.list_transcripts(actor, cycle_id)]
    return render_template(
        "coding/transcript.html",
        cycle=cycle,
        page=page,
        form=form,
        theme_voices=theme_voices,
        areas=area_names(),
        lanes=stripes.lanes(page),
        on_line=stripes.on_line,
        number=numbers.index(transcript_id) + 1,
        of=len(numbers),
        latest=coding.find_latest(page.transcript),
        is_marked_read=readings.is_marked(page.transcript),
        reader_marks=reader_marks.list_marks(actor, page.transcript),
    ), form.status


@bp.post(f"{SEMINAR}/transcripts/<uuid:transcript_id>/read")
@allow(Role.FACILITATOR)
def mark_read(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The group has read it through; `take_back` says that it has not."""
    take_back = "take_back" in request.form
    readings.mark_read(current_actor(), cycle_id, transcript_id, is_read=not take_back)
    if take_back:
        return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=transcript_id), 303)
    flash(_("The interview is read. From now on it counts."))
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/remove")
@allow(Role.FACILITATOR)
def remove(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Take an excerpt away from a theme."""
    return redirect(_line(cycle_id, *transcripts.place_of(coding.remove(current_actor(), cycle_id, coding_id))), 303)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/restore")
@allow(Role.FACILITATOR)
def restore(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Put it back."""
    return redirect(_line(cycle_id, *transcripts.place_of(coding.restore(current_actor(), cycle_id, coding_id))), 303)


@bp.post(f"{SEMINAR}/codings/<uuid:coding_id>/shown")
@allow(Role.FACILITATOR)
def shown(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Set an excerpt aside from the board, or bring it forward again."""
    actor = current_actor()
    row = coding.get_coding(actor, cycle_id, coding_id)
    coding.show(actor, cycle_id, coding_id, on_board=not row.on_board)
    flash(_("The quote stands on the board.") if row.on_board else _("The quote is set aside. It still counts."))
    return redirect(url_for("voices.theme", cycle_id=cycle_id, theme_id=row.theme_id), 303)


def _mark(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, form: MarkForm) -> tuple[uuid.UUID, int]:
    theme_id = form.theme_id.data
    if form.new_theme.data:
        area = form.new_area.data or ""
        theme_id = codebook.create(actor, cycle_id, name=form.new_theme.data, area=area).id
    if theme_id is None:
        raise InvalidInput(N_("Choose a theme, or write a new one."), field="theme_id")
    if form.passage:
        start, end = form.passage
        return transcripts.place_of(
            coding.mark(actor, cycle_id, transcript_id, theme_id=theme_id, start=start, end=end)
        )
    position = form.start_segment.data
    return transcripts.place_of(
        coding.mark_segment(actor, cycle_id, transcript_id, theme_id=theme_id, position=position)
    )


def _line(cycle_id: uuid.UUID, transcript_id: uuid.UUID, position: int) -> str:
    """The line where the excerpt begins, so that nobody loses the place."""
    return url_for("coding.transcript", cycle_id=cycle_id, transcript_id=transcript_id, _anchor=f"line-{position}")


def _beginning(text: str) -> str:
    """The beginning of a segment, for the list of the page without script."""
    return text if len(text) <= 70 else text[:69].rstrip() + "…"
