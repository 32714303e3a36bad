"""Letters: on a page, as PDF and as Word; one for its interviewer, or all of a draw for the facilitator."""

import uuid
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from interview_guides.letters import Audience
from toolkit import clock, language
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import planning
from toolkit.language import gettext as _
from toolkit.letters import missing, pdf_writing, word_writing, writing
from toolkit.letters.sheet import Bundle, LetterSheet

bp = Blueprint("letters", __name__)

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LETTER = "/interviews/<uuid:assignment_id>/letters/<any(child, guardian):audience>"
DRAW = "/cycles/<uuid:cycle_id>/letters"


@bp.get(LETTER)
@allow(Role.SOCIAL_WORKER)
def letter(assignment_id: uuid.UUID, audience: str) -> ResponseReturnValue:
    """A letter to print, or to read together."""
    written = _write(assignment_id, audience)
    return render_template("letters/letter.html", written=written)


@bp.get(f"{LETTER}.pdf")
@allow(Role.SOCIAL_WORKER)
def pdf(assignment_id: uuid.UUID, audience: str) -> ResponseReturnValue:
    """The letter as PDF."""
    written = _write(assignment_id, audience)
    return _sent_as_pdf(written.bundle, _name_of(written.sheet))


@bp.get(f"{LETTER}.docx")
@allow(Role.SOCIAL_WORKER)
def word(assignment_id: uuid.UUID, audience: str) -> ResponseReturnValue:
    """The letter as a Word file, to change by hand."""
    written = _write(assignment_id, audience)
    return _sent_as_word(written.bundle, _name_of(written.sheet))


@bp.get(DRAW)
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the whole draw: whose they are, and how to print them all."""
    actor = current_actor()
    cycle = planning.get_led_cycle(actor, cycle_id)
    recipients, lacks = writing.list_recipients(actor, cycle_id), missing.list_of_unit(cycle.unit)
    return render_template("letters/draw.html", cycle=cycle, recipients=recipients, missing=lacks)


@bp.get(f"{DRAW}.pdf")
@allow(Role.FACILITATOR)
def pdf_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the draw in one print."""
    return _sent_as_pdf(_write_all(cycle_id), _("letters"))


@bp.get(f"{DRAW}.docx")
@allow(Role.FACILITATOR)
def word_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the draw in one Word file."""
    return _sent_as_word(_write_all(cycle_id), _("letters"))


@bp.get(f"{DRAW}/list.pdf")
@allow(Role.FACILITATOR)
def list_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Whose each letter is, which is printed by itself."""
    actor = current_actor()
    cycle, recipients = planning.get_led_cycle(actor, cycle_id), writing.list_recipients(actor, cycle_id)
    name = _("letter-list")
    made = pdf_writing.write_list(
        recipients.cover, author=cycle.unit.name, language=language.chosen(), made_at=clock.now()
    )
    return answer_with(made, PDF, f"{name}.pdf")


def _write_all(cycle_id: uuid.UUID) -> Bundle:
    """Also who has been asked already, where the page's choice says so."""
    return writing.write_all(current_actor(), cycle_id, with_asked=request.args.get("who") == "all")


def _write(assignment_id: uuid.UUID, audience: str) -> writing.Written:
    code = request.args.get("language", "")
    return writing.write(current_actor(), assignment_id, audience=Audience(audience), code=code)


def _name_of(sheet: LetterSheet) -> str:
    return f"{_('letter-to-the-child') if sheet.to_child else _('letter-to-the-guardian')}-{sheet.language}"


def _sent_as_pdf(bundle: Bundle, name: str) -> ResponseReturnValue:
    return answer_with(pdf_writing.write(bundle, made_at=clock.now()), PDF, f"{name}.pdf")


def _sent_as_word(bundle: Bundle, name: str) -> ResponseReturnValue:
    return answer_with(word_writing.write(bundle, made_at=clock.now()), WORD, f"{name}.docx")


def answer_with(content: bytes, kind: str, name: str) -> Response:
    """The bytes as a file with this name, which no browser keeps; `kind` is its media type."""
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
