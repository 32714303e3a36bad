"""Letters: on a page, as PDF and as Word; one for its interviewer, or all of a draw for the facilitator."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from interview_guides.letters import Audience
from toolkit import clock, content, language, page_numbers
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import planning
from toolkit.downloads import PDF, WORD, hand_out
from toolkit.language import gettext as _
from toolkit.letters import missing, pdf_writing, word_writing, writing
from toolkit.letters.sheet import Bundle, LetterSheet

bp = Blueprint("letters", __name__)

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
    return _sent_as_pdf(written.bundle, *_name_of(written.sheet))


@bp.get(f"{LETTER}.docx")
@allow(Role.SOCIAL_WORKER)
def word(assignment_id: uuid.UUID, audience: str) -> ResponseReturnValue:
    """The letter as a Word file, to change by hand."""
    written = _write(assignment_id, audience)
    return _sent_as_word(written.bundle, *_name_of(written.sheet))


@bp.get(DRAW)
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the whole draw: whose they are, and how to print them all."""
    actor = current_actor()
    cycle = planning.get_led_cycle(actor, cycle_id)
    recipients, lacks = (
        writing.list_recipients(actor, cycle_id, page=page_numbers.asked()),
        missing.list_of_unit(cycle.unit),
    )
    return render_template("letters/draw.html", cycle=cycle, recipients=recipients, missing=lacks)


@bp.get(f"{DRAW}.pdf")
@allow(Role.FACILITATOR)
def pdf_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the draw in one print."""
    return _sent_as_pdf(_write_all(cycle_id), _("Letters of the draw"))


@bp.get(f"{DRAW}.docx")
@allow(Role.FACILITATOR)
def word_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The letters of the draw in one Word file."""
    return _sent_as_word(_write_all(cycle_id), _("Letters of the draw"))


@bp.get(f"{DRAW}/list.pdf")
@allow(Role.FACILITATOR)
def list_of_draw(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Whose each letter is, which is printed by itself."""
    actor = current_actor()
    cycle, cover = planning.get_led_cycle(actor, cycle_id), writing.list_cover(actor, cycle_id)
    made = pdf_writing.write_list(cover, author=cycle.unit.name, language=language.chosen(), made_at=clock.now())
    return hand_out(made, _("The list of the letters"), kind=PDF, ending="pdf")


@bp.get(f"{DRAW}/<uuid:assignment_id>/slips.pdf")
@allow(Role.FACILITATOR)
def slips(cycle_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The reply slips of one interview's letters, without the letters."""
    return _sent_as_pdf(writing.write_slips(current_actor(), cycle_id, assignment_id=assignment_id), _("Reply slips"))


def _write_all(cycle_id: uuid.UUID) -> Bundle:
    """Also who has been asked already, where the page's choice says so."""
    return writing.write_all(current_actor(), cycle_id, with_asked=request.args.get("who") == "all")


def _write(assignment_id: uuid.UUID, audience: str) -> writing.Written:
    code = request.args.get("language", "")
    return writing.write(current_actor(), assignment_id, audience=Audience(audience), code=code)


def _name_of(sheet: LetterSheet) -> tuple[str, str]:
    """To whom it is, and in which language, in the words of the page."""
    spoken = next(one.name for one in content.current().languages if one.code == sheet.language)
    return _("Letter to the child") if sheet.to_child else _("Letter to the guardian"), spoken


def _sent_as_pdf(bundle: Bundle, *words: str) -> ResponseReturnValue:
    return hand_out(pdf_writing.write(bundle, made_at=clock.now()), *words, kind=PDF, ending="pdf")


def _sent_as_word(bundle: Bundle, *words: str) -> ResponseReturnValue:
    return hand_out(word_writing.write(bundle, made_at=clock.now()), *words, kind=WORD, ending="docx")
